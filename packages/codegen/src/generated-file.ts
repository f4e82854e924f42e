/** A file that the plugin writes, under the output folder. */
export type GeneratedFile = { readonly name: string; readonly content: string };
