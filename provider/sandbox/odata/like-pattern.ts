/*
 * The database's LIKE, which conditions on text become: `%` is any text, `_` one character, `[a-f]` one of a range or
 * set, `[^a-f]` one outside it. It ignores case.
 * Source: https://learn.microsoft.com/power-apps/developer/data-platform/wildcard-characters
 */

type Step = "anyText" | ((character: string) => boolean);

/** `undefined` if a bracket is never closed. Such a pattern is assumed to match nothing, as in Transact-SQL. */
export function likePattern(pattern: string): readonly Step[] | undefined {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    if (character === "%") {
      if (steps.at(-1) !== "anyText") steps.push("anyText");
    } else if (character === "_") steps.push(() => true);
    else if (character === "[") {
      const end = endOfSet(pattern, at);
      if (end === undefined) return undefined;
      steps.push(oneOf(pattern.slice(at + 1, end)));
      at = end;
    } else steps.push((other) => other === character);
  }
  return steps;
}

/** Takes time proportional to the length of the text times that of the pattern, however many wildcards there are. */
export function isLike(text: string, steps: readonly Step[]): boolean {
  let at = 0;
  let step = 0;
  let resumeAt = 0;
  let afterAnyText: number | undefined;
  while (at < text.length) {
    const current = steps[step];
    if (current === "anyText") {
      afterAnyText = ++step;
      resumeAt = at;
    } else if (current?.(text.charAt(at)) === true) {
      at++;
      step++;
    } else if (afterAnyText === undefined) return false;
    else {
      // Let `%` match one more character.
      step = afterAnyText;
      at = ++resumeAt;
    }
  }
  return steps.slice(step).every((rest) => rest === "anyText");
}

/** A closing bracket that comes first belongs to the set. */
function endOfSet(pattern: string, start: number): number | undefined {
  const first = start + (pattern.charAt(start + 1) === "^" ? 2 : 1);
  const end = pattern.indexOf("]", first + 1);
  return end < 0 ? undefined : end;
}

function oneOf(set: string): Step {
  const isNegated = set.startsWith("^");
  const members = isNegated ? set.slice(1) : set;
  const ranges: [string, string][] = [];
  for (let at = 0; at < members.length; at++) {
    const isRange = members.charAt(at + 1) === "-" && at + 2 < members.length;
    ranges.push([members.charAt(at), members.charAt(isRange ? at + 2 : at)]);
    if (isRange) at += 2;
  }
  return (character) => ranges.some(([from, to]) => from <= character && character <= to) !== isNegated;
}
