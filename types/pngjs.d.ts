declare module "pngjs" {
  export const PNG: { readonly sync: { read(png: Buffer): { readonly width: number; readonly height: number; readonly data: Buffer } } };
}
