/** The functions of external.c. */
export type External = {
  external(bytes: number): ArrayBuffer;
  finalized(): number;
  hold(flag: Int32Array, milliseconds: number): void;
};

export function loadExternal(file: string): External {
  const module: { exports: External } = { exports: Object.create(Object.prototype) };
  process.dlopen(module, file);
  return module.exports;
}
