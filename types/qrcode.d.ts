declare module "qrcode" {
  interface Options {
    readonly errorCorrectionLevel: "L" | "M" | "Q" | "H";
    /** Modules of white around the code. */
    readonly margin: number;
    /** Pixels of a module. */
    readonly scale?: number;
  }
  export function toString(text: string, options: Options & { readonly type: "svg" }): Promise<string>;
  export function toBuffer(text: string, options: Options & { readonly type: "png" }): Promise<Buffer>;
}
