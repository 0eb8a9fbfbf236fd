/**
 * The XMP packet of a picture that a trained model made, or had a part in: that it did,
 * and from which point. Sources: ISO 16684-1 (XMP data model and serialisation); IPTC
 * Photo Metadata Standard, property "Digital Source Type".
 */

/** IPTC's term for a picture that was made by a trained model. */
export const GENERATED_SOURCE_TYPE =
  'http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia';

/** IPTC's term for a picture of which a trained model made a part, e.g. the manner in which it is painted. */
export const COMPOSITE_SOURCE_TYPE =
  'http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia';

const OWN_NAMESPACE = 'urn:sfumato:xmp:1.0/';

export interface PictureNote {
  /** It shows somebody's picture as a trained model painted it; else it is generated as a whole. */
  readonly composite?: boolean | undefined;
  /** The permalink code of the point that the picture shows. */
  readonly code?: string | undefined;
  /** One line for people, e.g. "70 % Vincent van Gogh, 30 % Claude Monet". */
  readonly title?: string | undefined;
}

export function writeXmp({ composite = false, code, title }: PictureNote): string {
  const sourceType = composite ? COMPOSITE_SOURCE_TYPE : GENERATED_SOURCE_TYPE;
  const properties = [
    `<Iptc4xmpExt:DigitalSourceType>${sourceType}</Iptc4xmpExt:DigitalSourceType>`,
    '<xmp:CreatorTool>Sfumato</xmp:CreatorTool>',
  ];
  if (title) {
    properties.push(
      `<dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title>`,
    );
  }
  if (code) properties.push(`<sfumato:point>${escapeXml(code)}</sfumato:point>`);
  return [
    '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">',
    '<rdf:Description rdf:about=""',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"',
    ' xmlns:xmp="http://ns.adobe.com/xap/1.0/"',
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"',
    ` xmlns:sfumato="${OWN_NAMESPACE}">`,
    ...properties,
    '</rdf:Description>',
    '</rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="r"?>',
  ].join('\n');
}

/**
 * The code in a packet, in either form that tools write it back: as an element
 * or as an attribute. Programs may rename the prefix, so it is looked up by its
 * namespace. Not an XML parser on purpose: nothing is expanded or fetched.
 */
export function readXmpCode(packet: string): string | undefined {
  const declared = new RegExp(`xmlns:([A-Za-z][\\w-]{0,30})=["']${OWN_NAMESPACE}["']`).exec(packet);
  const prefix = declared?.[1];
  if (!prefix) return undefined;
  const value = new RegExp(
    `<${prefix}:point>\\s{0,100}([\\w-]{1,1000})\\s{0,100}</|\\s${prefix}:point=["']([\\w-]{1,1000})["']`,
  ).exec(packet);
  return value?.[1] ?? value?.[2];
}

/** Escapes markup and drops the characters that XML 1.0 does not allow. */
function escapeXml(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
