const stopping = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Resolves at the first signal to stop. A second one ends the process at once, as it would without us. */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals) => {
      for (const name of stopping) process.off(name, stop);
      resolve(signal);
    };
    for (const name of stopping) process.on(name, stop);
  });
}
