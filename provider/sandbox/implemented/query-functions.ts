/**
 * The query functions of the service, from its list at
 * learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/queryfunctions. The sandbox has no fiscal
 * year, no hierarchies, no teams' members, no user settings and no full-text index, so it refuses what asks for them.
 */
export const refusedQueryFunctions: readonly string[] = [
  "Above",
  "AboveOrEqual",
  "Contains",
  "EqualRoleBusinessId",
  "EqualUserLanguage",
  "EqualUserOrUserHierarchy",
  "EqualUserOrUserHierarchyAndTeams",
  "EqualUserOrUserTeams",
  "EqualUserTeams",
  "InFiscalPeriod",
  "InFiscalPeriodAndYear",
  "InFiscalYear",
  "InOrAfterFiscalPeriodAndYear",
  "InOrBeforeFiscalPeriodAndYear",
  "LastFiscalPeriod",
  "LastFiscalYear",
  "LastXFiscalPeriods",
  "LastXFiscalYears",
  "NextFiscalPeriod",
  "NextFiscalYear",
  "NextXFiscalPeriods",
  "NextXFiscalYears",
  "NotUnder",
  "ThisFiscalPeriod",
  "ThisFiscalYear",
  "Under",
  "UnderOrEqual",
];
