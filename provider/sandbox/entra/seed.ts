import { Directory } from "./directory.ts";

export const contoso = {
  tenantId: "11111111-aaaa-4bbb-8ccc-000000000001",
  displayName: "Contoso",
  domain: "contoso.onmicrosoft.com",
} as const;

/** The identity that runs deployments. It signs in to the environment, and `getClientConfig` reports it. */
export const deployer = {
  displayName: "deployment",
  clientId: "11111111-aaaa-4bbb-8ccc-0000000000d1",
  objectId: "11111111-aaaa-4bbb-8ccc-0000000000d2",
  clientSecret: "sandbox-only.secret.of-the-deployer.app.",
} as const;

/** An application made by hand. Examples may print its secret: it opens nothing but this sandbox. */
export const existingBotApplication = {
  displayName: "existing bot",
  clientId: "11111111-aaaa-4bbb-8ccc-0000000000b1",
  clientSecret: "sandbox-only.secret.of-the-existing-bot.",
} as const;

/** The directory of a new sandbox. */
export function seededDirectory(): Directory {
  const directory = new Directory([contoso]);
  addKnown(directory, deployer);
  addKnown(directory, existingBotApplication);
  return directory;
}

function addKnown(
  directory: Directory,
  known: {
    readonly displayName: string;
    readonly clientId: string;
    readonly clientSecret: string;
    readonly objectId?: string;
  },
): void {
  const application = directory.addApplication({
    clientId: known.clientId,
    displayName: known.displayName,
    replicated: true,
  });
  directory.addServicePrincipal(known.clientId, {}, known.objectId);
  directory.addPassword(
    application,
    { displayName: "made by hand", startDate: "2026-01-01T00:00:00Z", endDate: "2099-01-01T00:00:00Z" },
    { secretText: known.clientSecret },
  );
}
