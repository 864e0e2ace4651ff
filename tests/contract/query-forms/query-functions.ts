import { identifier } from "../../../provider/sandbox/identity/identifiers.ts";
import { get, howMany, refused, rows, unimplemented, type Form, type Right } from "./form.ts";

const customerQueues = ["Sales", "Support", "VIP"];
const defaultQueues = ["Default entity queue", "Default messaging queue", "Default voice queue"];
const allQueues = [...defaultQueues, ...customerQueues];

const crm = "Microsoft.Dynamics.CRM.";
const queues = (call: string, right: Right): Form => get(`queues?$select=name&$filter=${crm}${call}`, right);
const names = (...wanted: readonly string[]): Right => rows("name", ...wanted);
const all = names(...allQueues);
const none = howMany(0);

/** The seeded rows were created a moment ago. */
const created = (name: string, value: string | number | undefined, right: Right): Form =>
  queues(`${name}(PropertyName='createdon'${value === undefined ? "" : `,PropertyValue=${value}`})`, right);

/**
 * Listed but not implemented: learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/queryfunctions
 */
const refusedFunctions = [
  "Above(PropertyName='queueid',PropertyValue='x')",
  "AboveOrEqual(PropertyName='queueid',PropertyValue='x')",
  "Contains(PropertyName='name',PropertyValue='x')",
  "EqualRoleBusinessId(PropertyName='owningbusinessunit')",
  "EqualUserLanguage(PropertyName='msdyn_priority')",
  "EqualUserOrUserHierarchy(PropertyName='ownerid')",
  "EqualUserOrUserHierarchyAndTeams(PropertyName='ownerid')",
  "EqualUserOrUserTeams(PropertyName='ownerid')",
  "EqualUserTeams(PropertyName='ownerid')",
  "InFiscalPeriod(PropertyName='createdon',PropertyValue=1)",
  "InFiscalYear(PropertyName='createdon',PropertyValue=2026)",
  "LastFiscalPeriod(PropertyName='createdon')",
  "LastXFiscalYears(PropertyName='createdon',PropertyValue=1)",
  "NextFiscalYear(PropertyName='createdon')",
  "NotUnder(PropertyName='queueid',PropertyValue='x')",
  "ThisFiscalPeriod(PropertyName='createdon')",
  "ThisFiscalYear(PropertyName='createdon')",
  "Under(PropertyName='queueid',PropertyValue='x')",
  "UnderOrEqual(PropertyName='queueid',PropertyValue='x')",
];

export const queryFunctionForms: readonly Form[] = [
  queues("In(PropertyName='name',PropertyValues=['VIP','Sales'])", names("Sales", "VIP")),
  queues('In(PropertyName=\'name\',PropertyValues=["VIP","Sales"])', names("Sales", "VIP")),
  queues('In(PropertyName=\'name\',PropertyValues=["O\'Brian","VIP"])', names("VIP")),
  queues("In(PropertyName='name',PropertyValues=['vip'])", names("VIP")),
  queues("In(PropertyName='name',PropertyValues=['a,b','VIP'])", names("VIP")),
  queues("In(PropertyName='name',PropertyValues=[ 'VIP' , 'Sales' ])", names("Sales", "VIP")),
  queues(
    "In(PropertyName='name',PropertyValues=['O'Brian'])",
    refused("Invalid JSON. A comma character ',' was expected", "0x0"),
  ),
  queues(
    "In(PropertyName='name',PropertyValues=['VIP' 'Sales'])",
    refused("Invalid JSON. A comma character ',' was expected", "0x0"),
  ),
  queues("In(PropertyName='msdyn_priority',PropertyValues=['1'])", names(...customerQueues)),
  queues("In(PropertyName='msdyn_priority',PropertyValues=[1,2])", names(...customerQueues)),
  queues("In(PropertyName='msdyn_priority',PropertyValues=['one'])", refused("one")),
  queues(`In(PropertyName='queueid',PropertyValues=['${identifier("queue", "VIP")}'])`, names("VIP")),
  queues("In(PropertyName='nothing',PropertyValues=['1'])", refused("Could not find a property named 'nothing'")),
  queues("In(PropertyName='name')", refused("PropertyValues")),
  queues("In(PropertyName='name',PropertyValues='VIP')", refused("PropertyValues")),
  queues("In(PropertyName='name',PropertyValues=['VIP'],Other=1)", refused("Other")),
  queues("In(PropertyName=@p1,PropertyValues=@p2)&@p1='name'&@p2=['VIP','Sales']", names("Sales", "VIP")),
  queues('In(PropertyName=@p1,PropertyValues=@p2)&@p1=\'name\'&@p2=["VIP","O\'Brian"]', names("VIP")),
  queues("In(PropertyName=@p1,PropertyValues=@p2)&@p1='name'", refused("PropertyValues")),
  queues("NotIn(PropertyName='name',PropertyValues=['VIP','Sales'])", names(...defaultQueues, "Support")),
  queues("NotIn(PropertyName='msdyn_priority',PropertyValues=[\"1\"])", names(...defaultQueues)),
  queues('Between(PropertyName=\'msdyn_priority\',PropertyValues=["1","5"])', names(...customerQueues)),
  queues("Between(PropertyName='msdyn_priority',PropertyValues=['1','5'])", names(...customerQueues)),
  queues("Between(PropertyName='msdyn_priority',PropertyValues=['1'])", refused("PropertyValues")),
  queues("Between(PropertyName='createdon',PropertyValues=['2020-01-01','2020-12-31'])", none),
  queues("Between(PropertyName='createdon',PropertyValues=['2020-01-01','2999-12-31'])", all),
  queues('NotBetween(PropertyName=\'msdyn_priority\',PropertyValues=["2","5"])', all),
  queues("NotBetween(PropertyName='msdyn_priority',PropertyValues=['1','5'])", names(...defaultQueues)),
  created("Today", undefined, all),
  created("Yesterday", undefined, none),
  created("Tomorrow", undefined, none),
  created("ThisWeek", undefined, all),
  created("LastWeek", undefined, none),
  created("NextWeek", undefined, none),
  created("ThisMonth", undefined, all),
  created("LastMonth", undefined, none),
  created("NextMonth", undefined, none),
  created("ThisYear", undefined, all),
  created("LastYear", undefined, none),
  created("NextYear", undefined, none),
  created("Last7Days", undefined, all),
  created("Next7Days", undefined, none),
  created("LastXHours", 2, all),
  created("LastXDays", 2, all),
  created("LastXWeeks", 2, all),
  created("LastXMonths", 2, all),
  created("LastXYears", 2, all),
  created("NextXHours", 2, none),
  created("NextXDays", 2, none),
  created("NextXWeeks", 2, none),
  created("NextXMonths", 2, none),
  created("NextXYears", 2, none),
  created("OlderThanXMinutes", 30, none),
  created("OlderThanXHours", 2, none),
  created("OlderThanXDays", 2, none),
  created("OlderThanXWeeks", 2, none),
  created("OlderThanXMonths", 2, none),
  created("OlderThanXYears", 2, none),
  created("On", "'2020-01-01'", none),
  created("OnOrAfter", "'2020-01-01'", all),
  created("OnOrAfter", "'2999-01-01'", none),
  created("OnOrAfter", "2020-01-01", all),
  created("OnOrAfter", "'2020-01-01T10:00:00Z'", all),
  created("OnOrBefore", "'2020-01-01'", none),
  created("OnOrBefore", "'2999-01-01'", all),
  created("OnOrAfter", "'someday'", refused("someday")),
  created("LastXDays", "'many'", refused("many")),
  created("LastXDays", undefined, refused("PropertyValue")),
  created("LastXDays", -1, refused("-1")),
  created("Today", 5, refused("PropertyValue")),
  queues("Today(PropertyName='name')", refused("name")),
  queues("LastXDays(PropertyName=@p1,PropertyValue=@p2)&@p1='createdon'&@p2=2", all),
  queues("Today(PropertyName='createdon') and name eq 'VIP'", names("VIP")),
  queues("Today(PropertyName='createdon') or name eq 'VIP'", all),
  queues("EqualUserId(PropertyName='ownerid')", none),
  queues("NotEqualUserId(PropertyName='ownerid')", all),
  queues("NotEqualUserId(PropertyName='_ownerid_value')", all),
  queues("EqualBusinessId(PropertyName='owningbusinessunit')", all),
  queues("NotEqualBusinessId(PropertyName='owningbusinessunit')", none),
  queues("EqualUserId(PropertyName='name')", refused("name")),
  get(
    `systemusers?$select=fullname&$filter=${crm}EqualUserId(PropertyName='systemuserid')`,
    rows("fullname", "Sandbox Administrator"),
  ),
  get(`systemusers?$select=fullname&$filter=${crm}NotEqualUserId(PropertyName='systemuserid')`, howMany(6)),
  get(
    `queues?$filter=not ${crm}In(PropertyName='name',PropertyValues=['VIP'])`,
    refused("Not operator along with the Custom Named Condition"),
  ),
  get(
    `queues?$filter=not ${crm}Today(PropertyName='createdon')`,
    refused("Not operator along with the Custom Named Condition"),
  ),
  get("queues?$filter=In(PropertyName='name',PropertyValues=['VIP'])", refused("In(")),
  queues("Nonsense(PropertyName='name')", refused(`An unknown function with name '${crm}Nonsense' was found.`)),
  queues("today(PropertyName='createdon')", refused(`An unknown function with name '${crm}today' was found.`)),
  ...refusedFunctions.map((call) => queues(call, unimplemented(`${crm}${call.split("(", 1)[0] ?? ""}`))),
];
