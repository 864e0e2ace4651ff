import type { SignInSettings } from "./sign-in.ts";

/**
 * Entra is eventually consistent: the next sign-ins do not know what was just created. Here this lasts for a number of
 * requests instead of a time, so that tests need no clock.
 */
export class Replication {
  readonly #settings: SignInSettings;
  readonly #refusals = new WeakMap<object, number>();

  constructor(settings: SignInSettings) {
    this.#settings = settings;
  }

  hasReached(made: { replicated: boolean }): boolean {
    if (made.replicated) return true;
    const refused = this.#refusals.get(made) ?? 0;
    if (refused < this.#settings.replicationDelay) {
      this.#refusals.set(made, refused + 1);
      return false;
    }
    made.replicated = true;
    return true;
  }
}
