/** The oldest Pulumi CLI that this package is tested with. */
export const oldestPulumi = "3.259.0";
