/**
 * Turns part of a sentence into a sentence of its own. A name at its beginning (a setting, a column, an address) stays
 * as it is.
 */
export function sentence(text: string): string {
  return endOfSentence(capitalized(text));
}

/** For text that continues after the name of a property. A code in brackets may follow the full stop. */
export function endOfSentence(text: string): string {
  return /[.?!:…](?: \([^()]*\))?$/.test(text) || text === "" ? text : `${text}.`;
}

export function capitalized(text: string): string {
  return /^[a-z]+(?:-[a-z]+)*[ ,;]/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}

/** A remedy as the end of an error: an instruction, or a question such as "Did you mean …?". */
export function whatToDo(remedy: string): string {
  return remedy.endsWith("?") ? sentence(remedy) : `Do this: ${sentence(remedy)}`;
}
