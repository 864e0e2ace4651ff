/** Of variables that lead to a real cloud, or sign in to one. */
const ofClouds = ["ARM", "AZURE", "DATAVERSE", "DYNAMICS365", "ACTIONS_ID_TOKEN"];

/** The user's variables without those of real clouds: what runs against a sandbox has no use for their secrets. */
export function withoutClouds(environment: NodeJS.ProcessEnv): Record<string, string> {
  return without(environment, ofClouds);
}

/** Without those that lead to a Pulumi account, too. */
export function withoutAccounts(environment: NodeJS.ProcessEnv): Record<string, string> {
  return without(environment, [...ofClouds, "PULUMI"]);
}

function without(environment: NodeJS.ProcessEnv, prefixes: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !prefixes.some((prefix) => entry[0].startsWith(`${prefix}_`)),
    ),
  );
}
