/** What a new step says in Dutch, until somebody writes something better. It announces nothing that a ladder may not do. */
import type { DefaultTexts } from './texts.ts';

const OPENING = '{{block.addressee}}\n\nGeachte heer of mevrouw,';
const CROSSED =
  'Betalingen tot en met {{bank.date}} zijn in dit bericht verwerkt. Hebt u daarna het openstaande bedrag betaald? Dan hebben uw betaling en dit bericht elkaar gekruist en hoeft u niets te doen.';
const HELP =
  'Lukt het niet om te betalen, of bent u het ergens niet mee eens? Laat het ons weten, met de reden. {{reply.how}}';
const RESERVED = 'Wij behouden ons uitdrukkelijk het recht op volledige betaling voor.';
const FRIENDLY = 'Met vriendelijke groet,\n\n{{block.signature}}';
const FORMAL = 'Hoogachtend,\n\n{{block.signature}}';

const ONE =
  'Onze factuur {{invoice.number}} had op {{invoice.due}} betaald moeten zijn. Daarvan staat nog {{amount.open}} open.';
const MANY =
  'Van onze facturen hadden er {{invoices.count}} al betaald moeten zijn. Daarvan staat in totaal nog {{amount.open}} open.';
const DEADLINE = 'Het volledige bedrag moet uiterlijk op {{notice.deadline}} op onze rekening staan.';
const CONSEQUENCES = `Hebben wij het volledige bedrag uiterlijk op die datum niet ontvangen? Dan geldt het volgende:
- U bent in verzuim, als u dat niet al was.
- Wij kunnen de vordering ter incasso overdragen aan een incassobureau.
- {{law.costs}}
- Ook de {{law.interest}} over de tijd dat u te laat bent met betalen, is voor uw rekening.`;

export const nl: DefaultTexts = {
  notices: {
    own: {
      subject: 'Over factuur {{invoice.number}}',
      several: 'Over {{invoices.count}} facturen',
      paragraphs: [
        OPENING,
        'Wij schrijven u over het volgende.',
        '{{block.invoice}}',
        'Hebt u een vraag? {{reply.how}}',
        FRIENDLY,
      ],
    },
    reminder: {
      subject: 'Betalingsherinnering: factuur {{invoice.number}}',
      several: 'Betalingsherinnering: {{invoices.count}} facturen staan nog open',
      paragraphs: [
        OPENING,
        {
          one: `${ONE} Misschien is de factuur aan uw aandacht ontsnapt.`,
          several: `${MANY} Misschien zijn ze aan uw aandacht ontsnapt.`,
        },
        '{{block.invoice}}',
        'Wilt u het openstaande bedrag zo snel mogelijk overmaken? Dat kan met deze gegevens:',
        '{{block.payment}}',
        '{{block.other}}',
        `${HELP} Wij denken graag met u mee.`,
        `${CROSSED} Aan deze herinnering zijn voor u geen kosten verbonden.`,
        FRIENDLY,
      ],
    },
    'second-reminder': {
      subject: 'Graag uw betaling of reactie: factuur {{invoice.number}} staat nog open',
      several: 'Graag uw betaling of reactie: {{invoices.count}} facturen staan nog open',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.previous}}',
        '{{block.invoice}}',
        'Wij vragen u het openstaande bedrag nu over te maken:',
        '{{block.payment}}',
        '{{block.other}}',
        HELP,
        CROSSED,
        FRIENDLY,
      ],
    },
    'fourteen-day-letter': {
      subject: 'Aanmaning: betaal factuur {{invoice.number}} nu nog zonder extra kosten',
      several: 'Aanmaning: betaal {{invoices.count}} facturen nu nog zonder extra kosten',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.invoice}}',
        'Wij manen u aan om het openstaande bedrag van {{amount.open}} te betalen binnen vijftien dagen nadat deze brief bij u is bezorgd. Betaalt u binnen die tijd, dan betaalt u geen extra kosten.',
        '{{block.payment}}',
        'Hebben wij het bedrag dan nog niet ontvangen? Dan moet u ook incassokosten betalen. Die bedragen {{costs.announced}}, volgens artikel 6:96 van het Burgerlijk Wetboek en het Besluit vergoeding voor buitengerechtelijke incassokosten.',
        HELP,
        CROSSED,
        FORMAL,
      ],
    },
    demand: {
      subject: 'Aanmaning: factuur {{invoice.number}} is nog niet betaald',
      several: 'Aanmaning: {{invoices.count}} facturen zijn nog niet betaald',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.previous}}',
        '{{block.invoice}}',
        'Wij manen u aan om het openstaande bedrag van {{amount.open}} nu te betalen:',
        '{{block.payment}}',
        '{{block.other}}',
        HELP,
        CROSSED,
        FORMAL,
      ],
    },
    'notice-of-default': {
      subject: 'Ingebrekestelling factuur {{invoice.number}}: betaal uiterlijk op {{notice.deadline}}',
      several: 'Ingebrekestelling voor {{invoices.count}} facturen: betaal uiterlijk op {{notice.deadline}}',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.previous}}',
        '{{block.invoice}}',
        '{{block.charges}}',
        {
          one: `Met dit bericht stellen wij u in gebreke. Wij eisen dat u het openstaande bedrag van {{amount.open}} alsnog betaalt. ${DEADLINE} ${RESERVED}`,
          several: `Met dit bericht stellen wij u voor elk van deze facturen in gebreke. Wij eisen dat u het openstaande bedrag van in totaal {{amount.open}} alsnog betaalt. ${DEADLINE} ${RESERVED}`,
        },
        '{{block.payment}}',
        CONSEQUENCES,
        HELP,
        CROSSED,
        FORMAL,
      ],
    },
    'final-demand': {
      subject: 'Sommatie factuur {{invoice.number}}: betaal uiterlijk op {{notice.deadline}}',
      several: 'Sommatie voor {{invoices.count}} facturen: betaal uiterlijk op {{notice.deadline}}',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.previous}}',
        '{{block.invoice}}',
        '{{block.charges}}',
        {
          one: `Hierbij sommeren wij u om het openstaande bedrag van {{amount.open}} te betalen. ${DEADLINE} ${RESERVED}`,
          several: `Hierbij sommeren wij u om voor deze facturen in totaal {{amount.open}} te betalen. ${DEADLINE} ${RESERVED}`,
        },
        '{{block.payment}}',
        CONSEQUENCES,
        HELP,
        CROSSED,
        FORMAL,
      ],
    },
    'handover-announcement': {
      subject: 'Aankondiging: factuur {{invoice.number}} gaat naar een incassobureau',
      several: 'Aankondiging: {{invoices.count}} facturen gaan naar een incassobureau',
      paragraphs: [
        OPENING,
        { one: ONE, several: MANY },
        '{{block.previous}}',
        '{{block.invoice}}',
        '{{block.charges}}',
        'Betaling is uitgebleven. Wij dragen de vordering daarom ter incasso over aan een incassobureau. Wilt u dat voorkomen? Betaal dan per omgaande:',
        '{{block.payment}}',
        HELP,
        CROSSED,
        FORMAL,
      ],
    },
  },
  scripts: {
    call: {
      subject: 'Bellen: factuur {{invoice.number}} van {{debtor.name}}',
      body: 'Doel: horen wat de reden is en een duidelijke afspraak maken. Van factuur {{invoice.number}} staat nog {{amount.open}} open. De vervaldatum was {{invoice.due}}. Betalingen tot en met {{bank.date}} zijn verwerkt.\n\nVraag:\n- Is de factuur ontvangen en klopt die?\n- Wat is de reden dat er nog niet is betaald?\n- Wanneer wordt er betaald?\n\nBlijf rustig en noteer wat er is afgesproken.',
    },
    task: {
      subject: 'Factuur {{invoice.number}} van {{debtor.name}}',
      body: 'Van factuur {{invoice.number}} staat nog {{amount.open}} open. De vervaldatum was {{invoice.due}}.\n\nSchrijf hier wat een collega moet doen.',
    },
    approve: {
      subject: 'Akkoord gevraagd: factuur {{invoice.number}} van {{debtor.name}}',
      body: 'Van factuur {{invoice.number}} staat nog {{amount.open}} open. De vervaldatum was {{invoice.due}}.\n\nBekijk de zaak en beslis of de volgende stap mag.',
    },
  },
  names: {
    call: 'Bellen',
    task: 'Taak',
    approve: 'Akkoord vragen',
    handover: 'Overdragen aan incasso',
    end: 'Einde',
    hold: 'Leveringen opschorten',
    resume: 'Leveringen hervatten',
    'collection-costs': 'Incassokosten in rekening brengen',
    interest: 'Rente in rekening brengen',
    done: 'Afgehandeld',
  },
};
