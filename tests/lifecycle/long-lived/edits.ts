import fc from "fast-check";
import type { Row } from "../../../provider/sandbox/index.ts";
import { identifier } from "../../../provider/sandbox/identity/identifiers.ts";
import { documentEdit, type DocumentEdit } from "./document-edits.ts";
import {
  accounts,
  channels,
  configurations,
  identities,
  links,
  messages,
  ruleSets,
  secrets,
  steps,
  variables,
  workstreams,
} from "./tables.ts";

/** Numbers select one of the rows that the stack manages, so that every edit is possible in every environment. */
export type Edit =
  | {
      readonly edit: "column";
      readonly table: string;
      readonly at: number;
      readonly column: string;
      readonly value: Row[string];
    }
  | { readonly edit: "delete"; readonly table: string; readonly at: number }
  | { readonly edit: "add"; readonly table: string; readonly at: number; readonly number: number }
  | DocumentEdit;

const queue = (name: string) => identifier("queue", name);
const language = (code: string) => identifier("msdyn_oclanguage", code);
const profile = (uniqueName: string) => identifier("msdyn_capacityprofile", uniqueName);

/** Values that people might set. The provider manages most of these columns if the program sets their argument. */
const columns: Readonly<Record<string, Readonly<Record<string, readonly Row[string][]>>>> = {
  [accounts]: {
    msdyn_name: ["By hand"],
    msdyn_tenantid: ["6b1b2c3d-0000-5000-8000-0000000000ff"],
    msdyn_bottype: [192350000, 192350001],
  },
  [secrets]: { msdyn_securemsappsecret: ["secret by hand"], msdyn_name: ["By hand"] },
  [workstreams]: {
    msdyn_name: ["By hand"],
    msdyn_workdistributionmode: [192350000, 192350001],
    msdyn_defaultqueue: [queue("VIP"), null],
    msdyn_capacityformat: [192350000, 192360000],
    msdyn_capacityrequired: [99],
    msdyn_allowedpresences: ["192360003", "192360001,192360000", null],
    msdyn_autocloseafterinactivity: [7],
    msdyn_enableagentaffinity: [true, false],
    msdyn_matchinglogic: [192350000, 192350001, null],
    msdyn_blockcapacityforwrapup: [0, 5, null],
    msdyn_sessiontemplate_default: ["contoso_session"],
    msdyn_notificationtemplate_consult: ["contoso_quiet_notification", null],
    msdyn_notificationtemplate_supervisorassign: ["contoso_quiet_notification"],
    msdyn_bot_user: [null, identifier("systemuser", "contoso-agent")],
    msdyn_isconversationcounterenabled: [true, false],
  },
  [variables]: {
    msdyn_datatype: [192350000, 192350001],
    msdyn_name: ["RenamedByHand"],
    msdyn_displayname: ["By hand"],
  },
  [links]: { msdyn_capacityprofile_id: [profile("msdyn_voice_inbound_profile")] },
  [channels]: {
    msdyn_name: ["By hand"],
    msdyn_ocwidgetlanguage: [language("ja-JP"), language("fr-FR")],
    msdyn_enablefileattachmentsforcustomers: [true, false],
    msdyn_enablefileattachmentsforagents: [true, false],
    msdyn_enablerealtimelanguagetranslation: [true, false],
    msdyn_postconversationsurveyenable: [true, false],
    msdyn_postconversationsurvey: [identifier("msfp_survey", "Bot satisfaction"), null],
    msdyn_postconversationsurveymessagetext: ["By hand", null],
    msdyn_postconversationsurveybotsurvey: [true, false],
    msdyn_webhookurl: ["https://by.hand/"],
    msdyn_appid: ["6b1b2c3d-0000-5000-8000-0000000000ff"],
    msdyn_custombotchannelregistration: [null],
    managedidentityid: [null],
  },
  [messages]: { msdyn_messagetext: ["By hand"], msdyn_name: ["By hand"] },
  [steps]: { msdyn_steporder: [1, 3, 12] },
  [configurations]: { msdyn_isactiveconfiguration: [false], msdyn_name: ["By hand"] },
};

const deletable = [
  accounts,
  secrets,
  workstreams,
  variables,
  links,
  channels,
  messages,
  identities,
  steps,
  configurations,
  ruleSets,
];
const addable = [accounts, workstreams, variables, links, messages];

const at = fc.nat(7);

export const edits: fc.Arbitrary<Edit> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.oneof(
      ...Object.entries(columns).flatMap(([table, several]) =>
        fc.constantFrom(...Object.entries(several)).chain(([column, values]) =>
          fc.record({
            edit: fc.constant("column" as const),
            table: fc.constant(table),
            at,
            column: fc.constant(column),
            value: fc.constantFrom(...values),
          }),
        ),
      ),
    ),
  },
  { weight: 3, arbitrary: documentEdit },
  {
    weight: 2,
    arbitrary: fc.record({ edit: fc.constant("delete" as const), table: fc.constantFrom(...deletable), at }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      edit: fc.constant("add" as const),
      table: fc.constantFrom(...addable),
      at,
      number: fc.nat(3),
    }),
  },
);
