/*
 * What the classes accept and refuse is said to the compiler: a line below that expects an error, and gets none, fails
 * the type check. Nothing here runs.
 */
import type * as pulumi from "@pulumi/pulumi";
import {
  CustomChannel,
  getMessagingAccount,
  getQueue,
  MessagingAccount,
  RoutingRule,
  Workstream,
} from "../../../../provider/index.ts";

const appId = "11111111-aaaa-4bbb-8ccc-0000000000b1";

export function accepted(secret: pulumi.Output<string>): readonly pulumi.Output<string | undefined>[] {
  const account = new MessagingAccount("account", { name: "Contoso", appId, clientSecret: secret, botType: undefined });
  const workstream = new Workstream("chat", { name: "Chat", distributionMode: "Push", capacity: { units: 30 } });
  const given = { workstream, name: "Website", channelType: "DirectLine", language: "en-US" } as const;
  const byResource = new CustomChannel("resource", { ...given, account });
  const byRow = new CustomChannel("row", { ...given, account: account.rowId, language: 1033 });
  const found = new CustomChannel("found", { ...given, account: getMessagingAccount({ name: "Contoso" }) });
  new RoutingRule("rule", {
    workstream,
    name: "Rule",
    kind: "routeToQueue",
    order: 1,
    when: {
      all: [{ contextVariable: "Tier", value: "gold" }, { any: [{ customer: "Name", operator: "ContainsData" }] }],
    },
    queue: getQueue({ name: "VIP" }).rowId,
  });
  return [account.messagingEndpoint, byResource.rowId, byRow.account, found.federatedCredentialSubject];
}

export function refused(workstream: Workstream): void {
  // @ts-expect-error an account has a name
  new MessagingAccount("account", { appId });
  // @ts-expect-error a managed identity has no secret
  new MessagingAccount("account", { name: "Contoso", appId, botType: "UserAssignedMSI" });
  // @ts-expect-error a misspelt argument
  new MessagingAccount("account", { name: "Contoso", appId, clientSecrets: "x" });
  // @ts-expect-error a mode that does not exist
  new Workstream("chat", { name: "Chat", distributionMode: "Pull" });
  // @ts-expect-error a number, not a text
  new Workstream("chat", { name: "Chat", distributionMode: "Push", autoCloseAfterInactivityMinutes: "60" });
  // @ts-expect-error a network that has ended
  new CustomChannel("website", { workstream, name: "Website", channelType: "Telegram", language: "en-US" });
  // @ts-expect-error a workstream is not an account
  new CustomChannel("website", { workstream, account: workstream, name: "W", channelType: "DirectLine", language: 1 });
  // @ts-expect-error a rule has an order
  new RoutingRule("rule", { workstream, name: "Rule", kind: "routeToQueue", queue: "Support" });
  // @ts-expect-error an operator that does not exist
  new RoutingRule("rule", { workstream, name: "Rule", kind: "routeToQueue", order: 1, when: { operator: "Like" } });
  // @ts-expect-error outputs are not written
  workstream.rowId = workstream.id;
  // @ts-expect-error a look-up needs a name or an id
  getQueue({});
}
