import type { Properties } from "../../../provider/core/definition.ts";
import type { Row } from "../../../provider/sandbox/index.ts";
import type { Type } from "./estate.ts";
import { rowsIn, type World } from "./world.ts";

/*
 * What the tables contain for the arguments of a program, written a second time from the generated table documentation
 * and the admin center's pages, so that the tests do not share a mistake of the provider. Option numbers come from
 * those pages. Where the provider marks one as assumed, it is assumed here too.
 */

type Value = Row[string];
type Columns = Readonly<Record<string, Value>>;

interface Meaning {
  readonly path: string;
  readonly columns: (value: unknown, find: Find) => Columns;
  /** The value on create, and again when the program drops the argument. If missing, the service decides. */
  readonly otherwise?: (args: Properties) => Columns;
}

/** Finds the id of a row of the environment by one of its names. */
type Find = (table: string, name: unknown, nameColumns: readonly string[], result?: string) => Value;

const one = (path: string, column: string, otherwise?: Value): Meaning => ({
  path,
  columns: (value) => ({ [column]: value as Value }),
  ...(otherwise === undefined ? {} : { otherwise: () => ({ [column]: otherwise }) }),
});

const choice = (
  path: string,
  column: string,
  options: Readonly<Record<string, Value>>,
  otherwise?: Value,
): Meaning => ({
  path,
  columns: (value) => ({ [column]: options[String(value)] ?? null }),
  ...(otherwise === undefined ? {} : { otherwise: () => ({ [column]: otherwise }) }),
});

const named = (
  path: string,
  column: string,
  table: string,
  nameColumns: readonly string[],
  clears: boolean,
): Meaning => ({
  path,
  columns: (value, find) => ({ [column]: find(table, value, nameColumns) }),
  ...(clears ? { otherwise: () => ({ [column]: null }) } : {}),
});

const template = (path: string, column: string, table = "msdyn_notificationtemplate"): Meaning => ({
  path,
  columns: (value, find) => ({ [column]: find(table, value, ["msdyn_uniquename", "msdyn_name"], "msdyn_uniquename") }),
});

const survey = (path: string, column: string, on: Columns, off: Columns): Meaning => ({
  path,
  columns: (value, find) => ({ ...on, [column]: find("msfp_survey", value, ["msfp_name"]) }),
  otherwise: () => ({ ...off, [column]: null }),
});

const presences = { Available: 192360000, Busy: 192360001, BusyDnd: 192360002, Away: 192360003, Offline: 192360004 };
const presenceText = (given: readonly string[]): string =>
  given.map((presence) => presences[presence as keyof typeof presences]).join(",");

const lower = (column: string) => (value: unknown) => ({ [column]: String(value).toLowerCase() });

const sendsLink = 192350001;
const surveyEnabled = "msdyn_postconversationsurveyenable";
const surveyMode = "msdyn_postconversationsurveymode";
const botSurveyEnabled = "msdyn_postconversationsurveybotsurvey";
const botSurveyMode = "msdyn_postconversationsurveybotsurveymode";

const meanings: Readonly<Partial<Record<Type, readonly Meaning[]>>> = {
  MessagingAccount: [
    one("name", "msdyn_name"),
    { path: "appId", columns: lower("msdyn_msappid") },
    { path: "tenantId", columns: lower("msdyn_tenantid") },
    choice("botType", "msdyn_bottype", { MultiTenant: 192350000, SingleTenant: 192350001 }, 192350001),
  ],
  Workstream: [
    one("name", "msdyn_name"),
    choice("distributionMode", "msdyn_workdistributionmode", { Push: 192350000, Pick: 192350001 }),
    named("fallbackQueue", "msdyn_defaultqueue", "queue", ["name"], true),
    {
      path: "capacity.units",
      columns: (units) => ({ msdyn_capacityformat: 192350000, msdyn_capacityrequired: units as number }),
    },
    { path: "capacity.profile", columns: () => ({ msdyn_capacityformat: 192360000 }) },
    {
      path: "allowedPresences",
      columns: (given) => ({ msdyn_allowedpresences: presenceText(given as string[]) }),
      otherwise: () => ({ msdyn_allowedpresences: presenceText(["Available", "Busy"]) }),
    },
    one("autoCloseAfterInactivityMinutes", "msdyn_autocloseafterinactivity", 2880),
    {
      ...one("keepSameAgent", "msdyn_enableagentaffinity"),
      otherwise: (args) => ({ msdyn_enableagentaffinity: args["distributionMode"] === "Push" }),
    },
    choice("skillMatching", "msdyn_matchinglogic", { Exact: 192350000, Closest: 192350001 }, null),
    {
      path: "blockCapacityForWrapUp",
      // assumed: no value means always, zero never.
      columns: (time) => ({
        msdyn_blockcapacityforwrapup: time === "Always" ? null : time === "Never" ? 0 : (time as number),
      }),
      otherwise: () => ({ msdyn_blockcapacityforwrapup: null }),
    },
    template("sessionTemplate", "msdyn_sessiontemplate_default", "msdyn_sessiontemplate"),
    template("notificationTemplates.incomingAuthenticated", "msdyn_notificationtemplate_incoming_auth"),
    template("notificationTemplates.consult", "msdyn_notificationtemplate_consult"),
    template("notificationTemplates.transfer", "msdyn_notificationtemplate_transfer"),
    named("agent.botHandle", "msdyn_bot_user", "systemuser", ["msdyn_bothandle"], true),
  ],
  CustomChannel: [
    one("name", "msdyn_name"),
    choice("channelType", "msdyn_occustomchannelid", { DirectLine: 192350000, MessagingApi: 192350005 }),
    one("account", "msdyn_custombotchannelregistration", null),
    one("workstream", "msdyn_liveworkstreamid"),
    {
      path: "language",
      columns: (language, find) => ({
        msdyn_ocwidgetlanguage: find("msdyn_oclanguage", language, [
          "msdyn_localeid",
          "msdyn_localecode",
          "msdyn_languagename",
        ]),
      }),
    },
    one("attachments.customers", "msdyn_enablefileattachmentsforcustomers", false),
    one("attachments.agents", "msdyn_enablefileattachmentsforagents", false),
    one("realTimeTranslation", "msdyn_enablerealtimelanguagetranslation", false),
    survey(
      "survey.survey",
      "msdyn_postconversationsurvey",
      { [surveyEnabled]: true, [surveyMode]: sendsLink },
      { [surveyEnabled]: false, [surveyMode]: null },
    ),
    one("survey.message", "msdyn_postconversationsurveymessagetext", null),
    survey(
      "survey.botSurvey.survey",
      "msdyn_postconversationsurveyseparatebotsurvey",
      { [botSurveyEnabled]: true, [botSurveyMode]: sendsLink },
      { [botSurveyEnabled]: false, [botSurveyMode]: null },
    ),
    one("survey.botSurvey.message", "msdyn_postconversationsurveybotsurveymessagetext", null),
    { path: "messagingApi.appId", columns: lower("msdyn_appid") },
    { path: "messagingApi.tenantId", columns: lower("msdyn_tenantid") },
    one("messagingApi.webhookUrl", "msdyn_webhookurl"),
  ],
};

/** Columns of a new row that are known before it is created. */
export function columnsOnCreate(world: World, type: Type, args: Properties): Columns {
  return merged(type, (meaning) => {
    const value = at(args, meaning.path);
    return value === undefined ? (meaning.otherwise?.(args) ?? {}) : meaning.columns(value, finder(world));
  });
}

/** Columns that the program decides now. Anyone may change those that it never set. */
export function managedColumns(world: World, type: Type, args: Properties, before: Properties): Columns {
  return merged(type, (meaning) => {
    const value = at(args, meaning.path);
    if (value !== undefined) return meaning.columns(value, finder(world));
    return at(before, meaning.path) === undefined ? {} : (meaning.otherwise?.(args) ?? {});
  });
}

function merged(type: Type, columnsOf: (meaning: Meaning) => Columns): Columns {
  return Object.assign({}, ...(meanings[type] ?? []).map(columnsOf)) as Columns;
}

function at(values: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], values);
}

export function finder(world: World): Find {
  return (table, name, nameColumns, result = `${table}id`) => {
    const found = rowsIn(world, table).find(([, row]) => nameColumns.some((column) => row[column] === name));
    if (found === undefined) throw new Error(`The environment has no ${table} ${String(name)}.`);
    return found[1][result] as Value;
  };
}
