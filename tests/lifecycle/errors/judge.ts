import { expect } from "chai";

/** The text of an error or a failed check, as people read it, and what it must name. */
export interface Told {
  readonly text: string;
  readonly code: string;
  /** How the first line of an error about a resource begins: `Could not update Workstream "Chat": `. */
  readonly begins?: string | undefined;
  readonly property?: string | undefined;
}

const guid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/i;
const logicalName = /\b(msdyn|msfp)_\w+/;
/** A sentence, which may begin with the name of a setting, an option or a file, and ends as one. */
const sentence =
  /^(?:[A-Z"'`/]|--?[a-z]|[a-z]+[A-Z:.[=][^ ]*|[a-z]+: |msdyn_|pulumi|https?:).*[.?!…](?: \([^()]*\))?$/s;
/** What Pulumi refuses or passes over for resources of a dynamic provider. */
const beyondTheHost = /pulumi import|import:|\bimport option\b(?! out)|customTimeouts(?! out)|replaceWith/;

function judgeWords(text: string): void {
  expect(text).not.to.match(/\bFailed /);
  expect(text).not.to.match(/Do this: [a-z]+ you /i);
  expect(text).not.to.match(beyondTheHost);
}

/** Three lines: what failed, why, what to do; then what a replacement left undone, and the request's id. */
export function judgeError({ text, code, begins, property }: Told): void {
  const [first = "", why = "", ...others] = text.split("\n");
  expect(first.endsWith(` [${code}]`), first).to.equal(true);
  expect(first.slice(0, -` [${code}]`.length)).to.match(sentence);
  if (begins !== undefined) {
    expect(first.slice(0, begins.length)).to.equal(begins);
    expect(first).not.to.match(guid);
    expect(first).not.to.match(logicalName);
  }
  if (property !== undefined)
    expect(`${first.slice((begins ?? "").length)}`).to.match(new RegExp(`^${quoted(property)}: `));
  expect(why.slice(0, 7)).to.equal("  Why: ");
  expect(why.slice(7)).to.match(sentence);
  const [remedy = "", ...more] = others.filter((line) => !line.startsWith("  Gone: "));
  expect(remedy).to.match(/^ {2}(Do this: |[A-Z].*\?$)/);
  expect(remedy.replace(/^ {2}(Do this: )?/, "")).to.match(sentence);
  for (const line of more) expect(line).to.match(/^ {2}(Then|Request id): /);
  judgeWords(text);
}

/** One line: the property, what is wrong with it, what to do. */
export function judgeFailure({ text, code, property = "" }: Told): void {
  const path = property === "" ? "" : `${property}: `;
  expect(text.slice(0, path.length)).to.equal(path);
  expect(text.endsWith(` [${code}]`), text).to.equal(true);
  const said = text.slice(path.length, -` [${code}]`.length);
  const [, reason = "", remedy = ""] = /^(.*?[.?]) (Do this: .*|[A-Z].*\?)$/s.exec(said) ?? [];
  expect(reason, text).to.match(property === "" ? sentence : /^.{5,}\.$/s);
  expect(remedy.replace(/^Do this: /, "")).to.match(sentence);
  judgeWords(text);
}

function quoted(text: string): string {
  return text.replaceAll(/[.[\]]/g, "\\$&");
}
