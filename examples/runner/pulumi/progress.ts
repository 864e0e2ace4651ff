import type { Report } from "./toolchain.ts";

const secondsBetweenLines = 10;

/** Says at once what takes long, then every ten seconds that it still goes on. */
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
