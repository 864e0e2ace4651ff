/** Asks once and remembers the answer; a failure is not remembered. */
export function singleFlight<Key, Value>(ask: (key: Key) => Promise<Value>, nameOf: (key: Key) => string) {
  const answers = new Map<string, Promise<Value>>();
  return (key: Key): Promise<Value> => {
    const name = nameOf(key);
    const known = answers.get(name);
    if (known !== undefined) return known;
    const answer = ask(key);
    answers.set(name, answer);
    answer.catch(() => answers.delete(name));
    return answer;
  };
}
