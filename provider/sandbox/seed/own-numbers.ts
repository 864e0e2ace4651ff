/** The numbers that columns hold for the words of a seed. */
export const presenceNumbers = {
  Available: 192360000,
  Busy: 192360001,
  BusyDnd: 192360002,
  Away: 192360003,
  Offline: 192360004,
} as const;
