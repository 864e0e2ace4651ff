import { terminal } from "../../provider/cli/terminal.ts";

/** In milliseconds; a person sees a line that changes at least this often as alive. */
const beat = 500;

/** Says what is done now and, while it is done, for how long already. */
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
