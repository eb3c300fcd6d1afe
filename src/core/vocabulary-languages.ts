/**
 * The official languages of the Union: ISO 639-1 → code of the Publications Office's list
 * (http://publications.europa.eu/resource/authority/language), which is that of ISO 639-3 in capitals.
 */
const TABLE = `
bg:BUL cs:CES da:DAN de:DEU el:ELL en:ENG es:SPA et:EST fi:FIN fr:FRA ga:GLE hr:HRV
hu:HUN it:ITA lt:LIT lv:LAV mt:MLT nl:NLD pl:POL pt:POR ro:RON sk:SLK sl:SLV sv:SWE
`;
const LANGUAGES: ReadonlyMap<string, string> = new Map(TABLE.trim().split(/\s+/).map((row) => [row.slice(0, 2), row.slice(3)]));

/** IRI of the language of a BCP 47 tag; undefined for one that is not official in the Union. */
export function languageIri(tag: string): string | undefined {
  const code = LANGUAGES.get(tag.toLowerCase().split('-', 1)[0] ?? '');
  return code === undefined ? undefined : `http://publications.europa.eu/resource/authority/language/${code}`;
}
