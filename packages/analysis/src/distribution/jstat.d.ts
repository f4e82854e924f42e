// jstat ships no types. Only what this package calls is declared.
declare module "jstat" {
  const jStat: {
    readonly studentt: {
      cdf(value: number, degreesOfFreedom: number): number;
      inv(probability: number, degreesOfFreedom: number): number;
    };
    readonly normal: {
      cdf(value: number, mean: number, standardDeviation: number): number;
      inv(probability: number, mean: number, standardDeviation: number): number;
    };
  };
  export default jStat;
}
