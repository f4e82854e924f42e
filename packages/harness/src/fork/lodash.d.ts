/** Handed on to benchmark.js as it is, so its own types are of no use here. */
declare module "lodash" {
  const lodash: { runInContext(): object };
  export default lodash;
}
