/** From `from`, inclusive, to `to`, exclusive. An `undefined` end is open. */
export interface DateRange {
  readonly from?: Date;
  readonly to?: Date;
}

type Unit = "Minutes" | "Hours" | "Days" | "Weeks" | "Months" | "Years";

const minute = 60_000;
const fixed: ReadonlyMap<Unit, number> = new Map([
  ["Minutes", minute],
  ["Hours", 60 * minute],
  ["Days", 1440 * minute],
  ["Weeks", 7 * 1440 * minute],
]);

/** Users of the sandbox are in UTC, and their weeks start on Sunday, the platform's default. */
function startOf(unit: Unit, date: Date): Date {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (unit === "Years") return new Date(Date.UTC(year, 0, 1));
  if (unit === "Months") return new Date(Date.UTC(year, month, 1));
  if (unit === "Weeks") return new Date(Date.UTC(year, month, day - date.getUTCDay()));
  if (unit === "Days") return new Date(Date.UTC(year, month, day));
  const length = fixed.get(unit) ?? minute;
  return new Date(Math.floor(date.getTime() / length) * length);
}

function plus(unit: Unit, date: Date, count: number): Date {
  const length = fixed.get(unit);
  if (length !== undefined) return new Date(date.getTime() + count * length);
  const moved = new Date(date);
  if (unit === "Months") moved.setUTCMonth(date.getUTCMonth() + count);
  else moved.setUTCFullYear(date.getUTCFullYear() + count);
  return moved;
}

const whole = (unit: Unit, distance: number, length = 1) => {
  return (now: Date): DateRange => {
    const from = plus(unit, startOf(unit, now), distance);
    return { from, to: plus(unit, from, length) };
  };
};

/** Functions whose only parameter is a property. */
export const fixedRanges: ReadonlyMap<string, (now: Date) => DateRange> = new Map([
  ["Yesterday", whole("Days", -1)],
  ["Today", whole("Days", 0)],
  ["Tomorrow", whole("Days", 1)],
  ["Last7Days", whole("Days", -6, 7)],
  ["Next7Days", whole("Days", 1, 7)],
  ["LastWeek", whole("Weeks", -1)],
  ["ThisWeek", whole("Weeks", 0)],
  ["NextWeek", whole("Weeks", 1)],
  ["LastMonth", whole("Months", -1)],
  ["ThisMonth", whole("Months", 0)],
  ["NextMonth", whole("Months", 1)],
  ["LastYear", whole("Years", -1)],
  ["ThisYear", whole("Years", 0)],
  ["NextYear", whole("Years", 1)],
]);

/** Hours and minutes count from now, longer units from the start of today. Where the service cuts them is assumed. */
const base = (unit: Unit, now: Date): Date => (unit === "Minutes" || unit === "Hours" ? now : startOf("Days", now));

const afterNow = (now: Date): Date => new Date(now.getTime() + 1);

const last = (unit: Unit) => (now: Date, count: number) => ({
  from: plus(unit, base(unit, now), -count),
  to: afterNow(now),
});

const next = (unit: Unit) => (now: Date, count: number) => {
  const end = unit === "Hours" ? now : plus("Days", startOf("Days", now), 1);
  return { from: afterNow(now), to: plus(unit, end, count) };
};

const older = (unit: Unit) => (now: Date, count: number) => ({ to: plus(unit, base(unit, now), -count) });

const counted: readonly Unit[] = ["Hours", "Days", "Weeks", "Months", "Years"];

/** Functions that take a property and a number. */
export const countedRanges: ReadonlyMap<string, (now: Date, count: number) => DateRange> = new Map([
  ...counted.map((unit) => [`LastX${unit}`, last(unit)] as const),
  ...counted.map((unit) => [`NextX${unit}`, next(unit)] as const),
  ...(["Minutes", ...counted] as const).map((unit) => [`OlderThanX${unit}`, older(unit)] as const),
]);

/** Functions that take a property and a date. */
export const datedRanges: ReadonlyMap<string, (day: Date) => DateRange> = new Map([
  ["On", whole("Days", 0)],
  ["OnOrAfter", (day) => ({ from: startOf("Days", day) })],
  ["OnOrBefore", (day) => ({ to: plus("Days", startOf("Days", day), 1) })],
] as const);

export function isWithin({ from, to }: DateRange, date: Date): boolean {
  return (from === undefined || date >= from) && (to === undefined || date < to);
}
