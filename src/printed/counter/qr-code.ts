import { toBuffer, toString } from "qrcode";

/**
 * A seventh of the code may be damaged (M), which a poster at a counter needs and a screen does not mind; four modules of
 * white around it are part of it, whatever it is put on.
 */
const CODE = { errorCorrectionLevel: "M", margin: 4 } as const;

/** Pixels of a module: about seven centimetres at 300 dots to the inch. */
const SCALE = 16;

export function qrSvg(url: string): Promise<string> {
  return toString(url, { ...CODE, type: "svg" });
}

export function qrPng(url: string): Promise<Buffer> {
  return toBuffer(url, { ...CODE, type: "png", scale: SCALE });
}
