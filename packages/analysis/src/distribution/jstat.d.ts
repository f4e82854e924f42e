// jstat ships no types. Only what this package calls is declared.
declare module "jstat" {
  const jStat: {
    /** Regularised incomplete beta function I(x; a, b). */
    ibeta(x: number, a: number, b: number): number;
    readonly studentt: { inv(probability: number, degreesOfFreedom: number): number };
    readonly normal: {
      cdf(value: number, mean: number, standardDeviation: number): number;
      inv(probability: number, mean: number, standardDeviation: number): number;
    };
  };
  export default jStat;
}
