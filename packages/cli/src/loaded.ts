/** An action that is loaded when it is called: a suite starts this program once for every scenario. */
export function loaded<Given extends unknown[], Result>(load: () => Promise<(...given: Given) => Result>) {
  return async (...given: Given): Promise<Awaited<Result>> => await (await load())(...given);
}
