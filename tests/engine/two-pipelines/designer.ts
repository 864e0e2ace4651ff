import type { TwoPipelines } from "./pipelines.ts";
import { rulesOf, withRules } from "./document.ts";

const configuration = "0a6b1d52-0001-4c0e-9a55-5d0c8a3c7e01";
const ruleset = "0a6b1d52-0002-4c0e-9a55-5d0c8a3c7e02";
const step = "0a6b1d52-0003-4c0e-9a55-5d0c8a3c7e03";

const document = `<decision hit-policy="all" version="7" note="kept">
  <!-- Agreed with the night shift. -->
  <rules>
  </rules>
  <unknown><part/></unknown>
</decision>`;

/** Someone who edits hand-made rules in the admin center while programs deploy theirs. */
export class Designer {
  readonly #pipelines: TwoPipelines;
  #made = 0;
  #texts: readonly string[] = [];
  /** Edits run one after the other. Each starts when the previous one is saved. */
  #work: Promise<void> = Promise.resolve();
  #saved = 0;

  constructor(pipelines: TwoPipelines) {
    this.#pipelines = pipelines;
  }

  /** The designer's rules as they should be stored. */
  get rules(): readonly string[] {
    return this.#texts;
  }

  get saved(): number {
    return this.#saved;
  }

  /** Creates the workstream's ruleset by hand, with rules in it. */
  makeRuleset(): void {
    const { organization, workstream } = this.#pipelines;
    this.#texts = Array.from({ length: 4 }, () => this.#newRule());
    organization.insertRaw("msdyn_routingconfiguration", configuration, {
      msdyn_name: "By hand",
      msdyn_uniquename: "new_configuration",
      msdyn_isactiveconfiguration: true,
      msdyn_liveworkstreamid: workstream,
    });
    organization.insertRaw("msdyn_decisionruleset", ruleset, {
      msdyn_name: "By hand",
      msdyn_uniquename: "new_ruleset",
      msdyn_rulesetdefinition: withRules(document, () => this.#texts),
    });
    organization.insertRaw("msdyn_routingconfigurationstep", step, {
      msdyn_name: "By hand",
      msdyn_uniquename: "new_step",
      msdyn_steporder: 1,
      msdyn_type: 192350002,
      msdyn_routingconfigurationid: configuration,
      msdyn_rulesetid: ruleset,
    });
  }

  /** Starts this many edits at random moments of the next deployment, each when a program reads the rules. */
  editDuring(edits: number): void {
    const { sandbox, random } = this.#pipelines;
    let left = edits;
    sandbox.faults.add({
      method: "GET",
      table: "msdyn_routingconfigurationstep",
      when: () => {
        if (left > 0 && random.below(2) === 0) {
          left -= 1;
          this.#work = this.#work.then(() => this.edit());
        }
        return false;
      },
      action: { kind: "stall" },
    });
  }

  /** Waits until every edit is saved. */
  done(): Promise<void> {
    return this.#work;
  }

  /**
   * Adds, moves, renames or removes a hand-made rule. Starts from the newest version, and retries until it is saved.
   */
  async edit(): Promise<void> {
    const next = this.#change();
    for (;;) {
      const { text, version } = await this.#open();
      const kept = (texts: readonly string[]): readonly string[] => this.#among(texts, next);
      if (await this.#save(withRules(text, kept), version)) break;
    }
    this.#texts = next;
    this.#saved += 1;
  }

  #change(): readonly string[] {
    const { random } = this.#pipelines;
    const texts = [...this.#texts];
    const at = random.below(texts.length);
    const kind = texts.length < 3 ? 0 : random.below(4);
    if (kind === 0) return texts.toSpliced(at, 0, this.#newRule());
    const [taken = ""] = texts.splice(at, 1);
    if (kind === 1) return texts;
    if (kind === 2) return texts.toSpliced(random.below(texts.length + 1), 0, taken);
    return texts.toSpliced(at, 0, taken.replace(/name="[^"]*"/, `name="By hand, renamed ${++this.#made}"`));
  }

  /** Puts the designer's rules in their new order. Rules of programs keep their places, as in the designer's list. */
  #among(texts: readonly string[], next: readonly string[]): readonly string[] {
    const people = new Set(
      rulesOf(texts.join("")).flatMap(({ managed, text }) => (managed === undefined ? [text] : [])),
    );
    const rest = [...next];
    const placed = texts.flatMap((text) => (people.has(text) ? rest.splice(0, 1) : [text]));
    return [...placed, ...rest];
  }

  #newRule(): string {
    const number = String(++this.#made);
    const id = `7d1a0c44-1111-4222-8333-${number.padStart(12, "0")}`;
    return `<rule id="${id}" name="By hand ${number}" color='red'><when says="&gt; ${number}"/><action  type="unknown"/></rule>`;
  }

  async #open(): Promise<{ readonly text: string; readonly version: string }> {
    const row = (await (await this.#ask("GET")).json()) as Readonly<Record<string, string>>;
    return { text: row["msdyn_rulesetdefinition"] ?? "", version: row["@odata.etag"] ?? "" };
  }

  async #save(text: string, version: string): Promise<boolean> {
    const answer = await this.#ask("PATCH", { "If-Match": version }, { msdyn_rulesetdefinition: text });
    if (answer.status === 412) return false;
    if (!answer.ok) throw new Error(`The edit was answered by ${answer.status}: ${await answer.text()}`);
    return true;
  }

  #ask(method: string, headers: Readonly<Record<string, string>> = {}, body?: unknown): Promise<Response> {
    const { url, environment } = this.#pipelines.sandbox;
    const token = environment["DYNAMICS365_ACCESS_TOKEN"] ?? "";
    return fetch(`${url}/api/data/v9.2/msdyn_decisionrulesets(${ruleset})`, {
      method,
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }
}
