/**
 * The query functions of the service that the sandbox refuses, from the list at
 * learn.microsoft.com/power-apps/developer/data-platform/webapi/reference/queryfunctions. The sandbox has no fiscal
 * year, hierarchies, team members, user settings or full-text index.
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
