/** 32 bits that follow from a text (FNV-1a over UTF-16 units). No secret and no key: for spreading and for short marks. */
export function fingerprint(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
