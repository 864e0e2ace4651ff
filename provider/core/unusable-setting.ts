/** Why a setting that a `Provider` names has no value to work with. */
export type UnusableSetting = {
  /** Name of the `Provider` in the program. */
  readonly provider: string;
  readonly failure: "came out empty" | "came out as an object";
};

const mark = "dynamics365:unusable:";

/**
 * What the class hands on in the place of such a value: a setting that is missing would fall back to a variable, and so
 * to another environment. Part of the value, so that the settings of a sound provider look as they always did.
 */
export function asSetting(unusable: UnusableSetting): string {
  return `${mark}${JSON.stringify(unusable)}`;
}

export function unusableSetting(value: string | undefined): UnusableSetting | undefined {
  return value?.startsWith(mark) === true ? (JSON.parse(value.slice(mark.length)) as UnusableSetting) : undefined;
}
