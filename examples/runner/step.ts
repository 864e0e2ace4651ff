import { terminal } from "../../provider/cli/terminal.ts";

/** In milliseconds. People take a line for alive if it changes at least this often. */
const beat = 500;

/** Announces a step and shows how long it has been running. */
export async function step<T>(label: string, work: () => Promise<T>): Promise<T> {
  terminal.tell(label);
  const started = performance.now();
  const timer = setInterval(() => {
    terminal.beat(`  … ${Math.floor((performance.now() - started) / 1000)} s`);
  }, beat);
  try {
    return await work();
  } finally {
    clearInterval(timer);
    terminal.rest();
  }
}
