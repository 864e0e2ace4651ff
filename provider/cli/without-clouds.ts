/** Prefixes of variables that lead to a real cloud, or sign in to one. */
const prefixes = ["ARM_", "AZURE_", "DATAVERSE_", "DYNAMICS365_", "ACTIONS_ID_TOKEN_"];

/** The user's variables without those of real clouds, whose secrets a sandbox does not need. */
export function withoutClouds(environment: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] =>
        entry[1] !== undefined && !prefixes.some((prefix) => entry[0].startsWith(prefix)),
    ),
  );
}
