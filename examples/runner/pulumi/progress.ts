import type { Report } from "./toolchain.ts";

const secondsBetweenLines = 10;

/** Announces a long task at once, then reports every ten seconds that it is still running. */
export async function withProgress<T>(
  report: Report,
  lines: { readonly opening: string; readonly waiting: string },
  work: () => Promise<T>,
): Promise<T> {
  const started = Date.now();
  report(lines.opening);
  const timer = setInterval(() => {
    report(`${lines.waiting} (${Math.round((Date.now() - started) / 1000)} s)`, true);
  }, secondsBetweenLines * 1000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
