/**
 * Languages: ISO 639-1 → code of the Publications Office's list (http://publications.europa.eu/resource/authority/language), which is that of
 * ISO 639-3 in capitals. First the official ones of the Union.
 */
const TABLE = `
bg:BUL cs:CES da:DAN de:DEU el:ELL en:ENG es:SPA et:EST fi:FIN fr:FRA ga:GLE hr:HRV
hu:HUN it:ITA lt:LIT lv:LAV mt:MLT nl:NLD pl:POL pt:POR ro:RON sk:SLK sl:SLV sv:SWE
aa:AAR ab:ABK ae:AVE af:AFR ak:AKA am:AMH an:ARG ar:ARA as:ASM av:AVA ay:AYM az:AZE ba:BAK be:BEL bi:BIS bm:BAM
bn:BEN bo:BOD br:BRE bs:BOS ca:CAT ce:CHE ch:CHA co:COS cr:CRE cu:CHU cv:CHV cy:CYM dv:DIV dz:DZO ee:EWE eo:EPO
eu:EUS fa:FAS ff:FUL fj:FIJ fo:FAO fy:FRY gd:GLA gl:GLG gn:GRN gu:GUJ gv:GLV ha:HAU he:HEB hi:HIN ho:HMO ht:HAT
hy:HYE hz:HER ia:INA id:IND ie:ILE ig:IBO ii:III ik:IPK io:IDO is:ISL iu:IKU ja:JPN jv:JAV ka:KAT kg:KON ki:KIK
kj:KUA kk:KAZ kl:KAL km:KHM kn:KAN ko:KOR kr:KAU ks:KAS ku:KUR kv:KOM kw:COR ky:KIR la:LAT lb:LTZ lg:LUG li:LIM
ln:LIN lo:LAO lu:LUB mg:MLG mh:MAH mi:MRI mk:MKD ml:MAL mn:MON mr:MAR ms:MSA my:MYA na:NAU nb:NOB nd:NDE ne:NEP
ng:NDO nn:NNO no:NOR nr:NBL nv:NAV ny:NYA oc:OCI oj:OJI om:ORM or:ORI os:OSS pa:PAN pi:PLI ps:PUS qu:QUE rm:ROH
rn:RUN ru:RUS rw:KIN sa:SAN sc:SRD sd:SND se:SME sg:SAG si:SIN sm:SMO sn:SNA so:SOM sq:SQI sr:SRP ss:SSW st:SOT
su:SUN sw:SWA ta:TAM te:TEL tg:TGK th:THA ti:TIR tk:TUK tl:TGL tn:TSN to:TON tr:TUR ts:TSO tt:TAT tw:TWI ty:TAH
ug:UIG uk:UKR ur:URD uz:UZB ve:VEN vi:VIE vo:VOL wa:WLN wo:WOL xh:XHO yi:YID yo:YOR za:ZHA zh:ZHO zu:ZUL
`;
const LANGUAGES: ReadonlyMap<string, string> = new Map(TABLE.trim().split(/\s+/).map((row) => [row.slice(0, 2), row.slice(3)]));
const TAGS: ReadonlyMap<string, string> = new Map([...LANGUAGES].map(([tag, code]) => [code, tag]));
const LIST = 'http://publications.europa.eu/resource/authority/language/';

/** IRI of the language of a BCP 47 tag, whatever its region and script; undefined for what has no code in ISO 639-1 or 639-3. */
export function languageIri(tag: string): string | undefined {
  const base = tag.toLowerCase().split('-', 1)[0] ?? '';
  const code = LANGUAGES.get(base) ?? (/^[a-z]{3}$/.test(base) ? base.toUpperCase() : undefined);
  return code === undefined ? undefined : LIST + code;
}

/** The BCP 47 tag of a language in the list; undefined for what is no entry of it. */
export function languageTag(iri: string): string | undefined {
  const code = iri.startsWith(LIST) ? iri.slice(LIST.length) : '';
  return /^[A-Z]{3}$/.test(code) ? (TAGS.get(code) ?? code.toLowerCase()) : undefined;
}
