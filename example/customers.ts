/** Who buys in the example book. All are made up: names, numbers and places; addresses under `.example` (RFC 2606). */
import type { DebtorInput } from '../store/parties.ts';

type Customer = Pick<DebtorInput, 'kind' | 'name' | 'addressLines'> & Partial<DebtorInput>;

const consumer = (name: string, street: string, place: string, phone: string, email: string | null): Customer => ({
  kind: 'consumer',
  name,
  addressLines: [street, place],
  phone,
  email,
});
const soleTrader = (name: string, street: string, place: string, kvk: string, email: string): Customer => ({
  kind: 'sole-trader',
  name,
  addressLines: [street, place],
  kvk,
  email,
  phone: `0${kvk.slice(6)} 555 02 ${kvk.slice(6)}`,
});
const company = (
  name: string,
  street: string,
  place: string,
  kvk: string,
  email: string,
  relation?: string,
): Customer => ({
  kind: 'company',
  name,
  addressLines: [street, place],
  kvk,
  email,
  phone: `0${kvk.slice(6)} 555 03 ${kvk.slice(6)}`,
  ...(relation !== undefined && { relation }),
});

/** Customers that are delivered to on account, for whom deliveries can be held. */
const ON_ACCOUNT = 'op rekening';

const DIRECTORY = {
  wilgenhof: consumer(
    'mevrouw F. Wilgenhof',
    'Kersenlaan 8',
    '3099 WG  Wilgendam',
    '06 5550 0101',
    'f.wilgenhof@post.example',
  ),
  oudekerk: consumer(
    'de heer T. Oudekerk',
    'Torenstraat 21',
    '3098 TK  Wilgendam',
    '06 5550 0102',
    'teun.oudekerk@post.example',
  ),
  ramdin: consumer('mevrouw S. Ramdin', 'Waterlelie 114', '5090 RM  Oosterdal', '06 5550 0103', null),
  vanderloon: consumer(
    'familie Van der Loon',
    'Singel 3',
    '7090 LN  Nieuw-Vossenbeek',
    '06 5550 0104',
    'loonvanzaken@post.example',
  ),
  postma: consumer('de heer J. Postma', 'Havenkade 77', '8099 PM  Zuidmeer', '06 5550 0105', 'jpostma@post.example'),
  yildirim: consumer(
    'mevrouw A. Yıldırım',
    'Dorpsplein 2',
    '7091 YD  Nieuw-Vossenbeek',
    '06 5550 0106',
    'ayildirim@oudadres.example',
  ),
  degroot: consumer('de heer P. de Groot', 'Zandpad 19', '6099 GR  Hoogerheem', '06 5550 0107', null),
  krentenbrood: soleTrader(
    'Bakkerij Het Krentenbrood',
    'Marktstraat 5',
    '3099 KB  Wilgendam',
    '00000111',
    'bakker@krentenbrood.example',
  ),
  hamer: soleTrader(
    'Klusbedrijf Hamer',
    'Ambachtsweg 40',
    '5091 HM  Oosterdal',
    '00000122',
    'info@klusbedrijfhamer.example',
  ),
  lichtpunt: soleTrader(
    'Fotografie Lichtpunt',
    'Atelierhof 12',
    '8098 LP  Zuidmeer',
    '00000133',
    'studio@lichtpunt.example',
  ),
  vooruit: soleTrader(
    'Rijschool Vooruit',
    'Rotonde 1',
    '6098 VT  Hoogerheem',
    '00000144',
    'planning@rijschoolvooruit.example',
  ),
  groenevinger: soleTrader(
    'Hoveniersbedrijf De Groene Vinger',
    'Kwekerspad 6',
    '7092 GV  Nieuw-Vossenbeek',
    '00000155',
    'post@groenevinger.example',
  ),
  vanloo: company(
    'Drukkerij Van Loo B.V.',
    'Inktweg 14',
    '3097 VL  Wilgendam',
    '00000211',
    'crediteuren@vanloo.example',
  ),
  stroomop: company(
    'Installatiebureau Stroomop B.V.',
    'Ampèrestraat 220',
    '5092 SO  Oosterdal',
    '00000222',
    'administratie@stroomop.example',
  ),
  dehaven: company(
    'Café-restaurant De Haven B.V.',
    'Havenkade 1',
    '8099 HV  Zuidmeer',
    '00000233',
    'boekhouding@dehaven.example',
  ),
  rapenrecht: company(
    'Transportbedrijf Rap & Recht B.V.',
    'Vrachtweg 9',
    '6097 RR  Hoogerheem',
    '00000244',
    'facturen@rapenrecht.example',
  ),
  zonnedauw: company(
    'Kwekerij Zonnedauw B.V.',
    'Kassenlaan 31',
    '7093 ZD  Nieuw-Vossenbeek',
    '00000255',
    'kas@zonnedauw.example',
  ),
  steenopsteen: company(
    'Bouwbedrijf Steen op Steen B.V.',
    'Steigerpad 4',
    '5093 SS  Oosterdal',
    '00000266',
    'info@steenopsteen.example',
  ),
  naaldendraad: company(
    'Modehuis Naald & Draad B.V.',
    'Winkelstraat 60',
    '3096 ND  Wilgendam',
    '00000277',
    'administratie@naaldendraad.example',
    ON_ACCOUNT,
  ),
  eikenhart: company(
    'Meubelmakerij Eikenhart B.V.',
    'Houtkade 8',
    '8097 EH  Zuidmeer',
    '00000288',
    'kantoor@eikenhart.example',
    ON_ACCOUNT,
  ),
  nuleneen: company(
    'Nul en Een Software B.V.',
    'Binaire Hof 101',
    '5094 NE  Oosterdal',
    '00000299',
    'ap@nuleneen.example',
  ),
  goudenanker: company(
    'Hotel Het Gouden Anker B.V.',
    'Boulevard 15',
    '8096 GA  Zuidmeer',
    '00000310',
    'finance@goudenanker.example',
  ),
  wilgendam: {
    kind: 'government',
    name: 'Gemeente Wilgendam',
    addressLines: ['Team Financiën', 'Raadhuisplein 1', '3099 GW  Wilgendam'],
    oin: '00000001000000000100',
    email: 'facturen@wilgendam.example',
    phone: '010 555 04 01',
  },
  oosterwater: {
    kind: 'government',
    name: 'Waterschap Oosterwater',
    addressLines: ['Crediteurenadministratie', 'Gemaalweg 50', '5090 OW  Oosterdal'],
    oin: '00000001000000000200',
    email: 'crediteuren@oosterwater.example',
    phone: '013 555 04 02',
  },
  harbourfinch: {
    kind: 'company',
    name: 'Harbour & Finch Ltd',
    addressLines: ['7 Quayside Yard', 'Little Finchley', 'LF1 0AA'],
    country: 'GB',
    language: 'en',
    email: 'accounts@harbourfinch.example',
    phone: '+44 20 7946 0123',
  },
} as const satisfies Record<string, Customer>;

export type CustomerKey = keyof typeof DIRECTORY;
export const CUSTOMERS: Readonly<Record<CustomerKey, Customer>> = DIRECTORY;

/** The customer number, as the creditor's own books have it. */
export function customerNumber(key: CustomerKey): string {
  return `K${FIRST_CUSTOMER + Object.keys(DIRECTORY).indexOf(key)}`;
}
const FIRST_CUSTOMER = 1_001;
