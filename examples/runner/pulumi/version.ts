/** The first dotted version in a text such as `go1.26.8` or `v3.259.0`. */
export function findVersion(text: string): string | undefined {
  return /(?<!\d)\d+\.\d+(?:\.\d+)?/.exec(text)?.[0];
}

export function isAtLeast(version: string, minimum: string): boolean {
  const have = version.split(".").map(Number);
  const need = minimum.split(".").map(Number);
  for (let place = 0; place < need.length; place++) {
    const difference = (have[place] ?? 0) - (need[place] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
