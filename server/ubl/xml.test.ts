import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_ATTRIBUTE_CHARS, MAX_ATTRIBUTES, MAX_DEPTH, MAX_ELEMENTS, parseXml, type XmlElement } from './xml.ts';
import { XmlError } from './xml-error.ts';

interface Plain {
  name: string;
  attributes: Record<string, string>;
  text: string;
  children: Plain[];
}

function plain({ namespace, name, attributes, text, children }: XmlElement): Plain {
  return {
    name: namespace ? `{${namespace}}${name}` : name,
    attributes: Object.fromEntries(attributes),
    text,
    children: children.map(plain),
  };
}

function messageOf(source: string): string {
  try {
    parseXml(source);
  } catch (error) {
    expect(error).toBeInstanceOf(XmlError);
    return (error as XmlError).message;
  }
  throw new Error(`this was accepted: ${source.slice(0, 100)}`);
}

describe('names', () => {
  test('a prefix is resolved to the namespace it stands for where it is used', () => {
    const root = parseXml('<a:r xmlns:a="one" xmlns="two"><b/><a:c xmlns:a="three"><a:d/></a:c><a:e/></a:r>');
    expect([root.namespace, ...root.children.map((child) => child.namespace)]).toEqual(['one', 'two', 'three', 'one']);
    expect(root.children[1]?.children[0]?.namespace).toBe('three');
  });

  test('an attribute without prefix is in no namespace, and one with a prefix is in its own', () => {
    const root = parseXml('<r xmlns="one" xmlns:a="two" x="1" a:x="2"/>');
    expect(Object.fromEntries(root.attributes)).toEqual({ x: '1', '{two}x': '2' });
  });

  test('the default namespace can be taken away again', () => {
    expect(parseXml('<r xmlns="one"><c xmlns=""/></r>').children[0]?.namespace).toBe('');
  });

  test.each([
    '<a:r/>',
    '<r a:x="1"/>',
    '<r xmlns:a=""/>',
    '<r xmlns:a="n" xmlns:b="n" a:x="" b:x=""/>',
    '<a:b:c/>',
    '<:a/>',
    '<a:1 xmlns:a="n"/>',
    '<r xmlns:a="n" a:-="1"/>',
    '<r xmlns:1="n"/>',
    '<r xmlns="n "/>',
    '<xmlns:r/>',
    '<r xmlns:xml="n"/>',
    '<r xmlns:a="http://www.w3.org/2000/xmlns/"/>',
  ])('a name without a clear meaning is refused: %s', (source) => {
    expect(messageOf(source)).toMatch(/^Line 1 is not valid XML/);
  });

  test.each([
    ['entity', '<entity a:entity="1"/>', 'uses the prefix "a"'],
    ['prefix', '<r/></prefix>', 'closes <prefix>, which was not open'],
    ['entity', '<r entity="" entity=""/>', 'gives <r> the attribute entity twice'],
    ['namespace', '<namespace></n>', 'closes <n> where <namespace> of line 1 is open'],
  ])('a name such as %s is not taken for what is wrong: %s', (_, source, what) => {
    expect(messageOf(source)).toContain(what);
  });

  test('names that mean something to JavaScript are names like any other', () => {
    const root = parseXml('<__proto__ constructor="1"><toString/></__proto__>');
    expect(plain(root)).toMatchObject({ name: '__proto__', attributes: { constructor: '1' } });
    expect(root.children[0]?.name).toBe('toString');
  });
});

describe('text', () => {
  test('the five entities and numeric references stand for their characters', () => {
    expect(parseXml('<r a="&lt;&quot;&#x20AC;">&amp;&gt;&apos;&#233;&#xe9;&#128512;</r>')).toMatchObject({
      attributes: new Map([['a', '<"€']]),
      text: "&>'éé😀",
    });
  });

  test('a reference is resolved once only', () => {
    expect(parseXml('<r>&amp;lt;&#38;amp;</r>').text).toBe('&lt;&amp;');
  });

  test.each([
    '&eacute;',
    '&',
    '& ',
    '&;',
    '&#;',
    '&#x;',
    '&#xg;',
    '&#0;',
    '&#xD800;',
    '&#x110000;',
    '&#99999999999;',
    '&AMP;',
  ])('a reference that stands for no character is refused: %s', (reference) => {
    expect(messageOf(`<r>\n${reference}</r>`)).toMatch(
      /^Line 2 .*stands for no character: write a plain "&" as &amp;\.$/,
    );
    expect(messageOf(`<r a="${reference}"/>`)).toMatch(/stands for no character/);
  });

  test('character data and text around comments are joined, and nothing becomes a number', () => {
    expect(parseXml('<r>00<!-- c -->1<![CDATA[<&.50>]]><?pi x?>0</r>').text).toBe('001<&.50>0');
  });

  test.each([
    ['\uFEFF<r/>', 'does not begin with an XML element'],
    ['<r>\uD83D</r>', 'holds half a character'],
    ['<r>\uD83D<\uD83Da/></r>', 'holds half a character'],
    ['<r/>\uD83D', 'holds half a character'],
    ['<?xml version="1.1"?><r>\u0085</r>\u0085', 'holds text after the end of the document'],
    ['<?xml version="1.1"?><r>&#1;</r>', 'stands for no character'],
  ])('a character that may not stand where it stands is refused: %j', (source, what) => {
    expect(messageOf(source)).toMatch(new RegExp(`^Line 1 is not valid XML, it .*${what}`));
  });

  test('line ends are read as XML says, whatever system wrote them', () => {
    expect(parseXml('<r>a\r\nb\rc\nd</r>').text).toBe('a\nb\nc\nd');
    expect(parseXml('<r a="x\r\ny"/>').attributes.get('a')).toBe('x y');
  });
});

describe('what is not well-formed is refused with its line', () => {
  test.each([
    ['', 'The file holds no XML element: send the XML file itself.'],
    ['<r>', 'The file ends before the end of <r>, which begins on line 1: send the whole file.'],
    ['<r>\n<c', 'The file ends before the end of the tag <c, which begins on line 2: send the whole file.'],
    ['<r>\n<', 'The file ends before the end of a tag, which begins on line 2: send the whole file.'],
    ['<r/>\n<!-- ', 'The file ends before the end of a comment, which begins on line 2: send the whole file.'],
    ['<r><![CDATA[', 'The file ends before the end of a CDATA section, which begins on line 1: send the whole file.'],
    [
      '<r/>\n<?a',
      'The file ends before the end of a processing instruction, which begins on line 2: send the whole file.',
    ],
    ['<r/>\n<? a?>', 'Line 2 is not valid XML, it holds a "<?" that no proper name follows: export the file again.'],
    [
      '<r>\n<?a?b?></r>',
      'Line 2 is not valid XML, it holds a "<?" that no proper name follows: export the file again.',
    ],
    [
      '<r/><?a ',
      'The file ends before the end of a processing instruction, which begins on line 1: send the whole file.',
    ],
    ['<r>\n</s>', 'Line 2 is not valid XML, it closes <s> where <r> of line 1 is open: export the file again.'],
    ['<r/></r>', 'Line 1 is not valid XML, it closes <r>, which was not open: export the file again.'],
    [
      '<r/>\n<r/>',
      'Line 2 is not valid XML, it begins a second document <r> after the end of the first: send each as a file of its own.',
    ],
    ['<r/> x', 'Line 1 is not valid XML, it holds text after the end of the document: export the file again.'],
    ['{"id": 1}', 'Line 1 is not valid XML, it does not begin with an XML element: export the file again.'],
    ['<r/><![CDATA[x]]>', 'Line 1 is not valid XML, it holds text outside the document: export the file again.'],
    ['<r>a < b</r>', 'Line 1 is not valid XML, it holds a "<" that begins no element: write it as &lt;.'],
    [
      '<r a="1"b="2"/>',
      'Line 1 is not valid XML, it has a tag <r that is written wrongly at "b="2"/>": export the file again.',
    ],
    ['<r a=1/>', 'Line 1 is not valid XML, it has a tag <r that is written wrongly at "a=1/>": export the file again.'],
    [
      '<r a="<"/>',
      'Line 1 is not valid XML, it has a tag <r that is written wrongly at "a="<"/>": export the file again.',
    ],
    ['<r a="1" a="2"/>', 'Line 1 is not valid XML, it gives <r> the attribute a twice: export the file again.'],
    ['<r>\n]]></r>', 'Line 2 is not valid XML, it holds "]]>" in a text: export the file again.'],
    ['<r><!-- -- --></r>', 'Line 1 is not valid XML, it has a comment with "--" inside: export the file again.'],
    [
      '<r>\n\u0001</r>',
      'Line 2 is not valid XML, it holds a control character, which XML does not allow: export the file again.',
    ],
    [
      ' <?xml version="1.0"?><r/>',
      'Line 1 is not valid XML, it holds an XML declaration that does not stand at the start of the file: export the file again.',
    ],
    ['<?xml encoding="UTF-8"?><r/>', 'Line 1 is not valid XML, it has a wrong XML declaration: export the file again.'],
    [
      '<r><!ELEMENT r></r>',
      'Line 1 is not valid XML, it holds "<!ELEMENT r", which has no meaning there: export the file again.',
    ],
  ])('%j: %s', (source, message) => {
    expect(messageOf(source)).toBe(message);
  });
});

describe('a document type is refused wherever and however it is written', () => {
  test.each([
    '<!DOCTYPE r><r/>',
    '<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>',
    '<!doctype r SYSTEM "file:///etc/hostname"><r/>',
    '<!DoCtYpE\nr><r/>',
    '<r><!DOCTYPE r></r>',
    '<r/><!DOCTYPE r>',
    '<?pi <!-- ?><!DOCTYPE r><?pi --> ?><r/>',
  ])('%j', (source) => {
    expect(messageOf(source)).toMatch(/document type \(DOCTYPE\), which is refused/);
  });

  test('a web page is called a web page', () => {
    expect(messageOf('<!DOCTYPE html><html></html>')).toBe(
      'The file is a web page (HTML), not XML: send the XML file itself.',
    );
  });

  test('a text or comment may speak of one', () => {
    expect(parseXml('<r><!-- <!DOCTYPE r> --><![CDATA[<!DOCTYPE html>]]></r>').text).toBe('<!DOCTYPE html>');
  });
});

describe('limits', () => {
  test('elements may nest to the limit and no deeper', () => {
    const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
    expect(parseXml(nested(MAX_DEPTH)).name).toBe('a');
    expect(messageOf(nested(MAX_DEPTH + 1))).toBe(
      'Line 1 nests elements more than 64 deep, more than is read from one file: export the file again.',
    );
  });

  test('an element may have as many attributes as the limit and no more', () => {
    const element = (count: number) => `<a ${Array.from({ length: count }, (_, index) => `a${index}=""`).join(' ')}/>`;
    expect(parseXml(element(MAX_ATTRIBUTES)).attributes.size).toBe(MAX_ATTRIBUTES);
    expect(messageOf(element(MAX_ATTRIBUTES + 1))).toMatch(/^Line 1 gives <a> more than 64 attributes/);
    expect(messageOf(`<a b="${'x'.repeat(MAX_ATTRIBUTE_CHARS)}"/>`)).toMatch(
      /^Line 1 gives b more than 10000 characters/,
    );
  });

  test('a file may hold as many elements as the limit and no more', () => {
    expect(messageOf(`<a>${'<b/>'.repeat(MAX_ELEMENTS)}</a>`)).toMatch(/^Line 1 is past the limit of 500000 elements/);
  });

  test.each([
    ['one long name', `<${'a'.repeat(5e6)}`],
    ['one long attribute name', `<a ${'b'.repeat(5e6)}`],
    ['one long unclosed value', `<a b="${'c'.repeat(5e6)}`],
    ['spaces in a tag', `<a${' '.repeat(5e6)}`],
    ['ampersands', `<a>${'&'.repeat(5e6)}</a>`],
    ['"less than" signs', `<a>${'<'.repeat(5e6)}</a>`],
    ['carriage returns', '\r'.repeat(5e6)],
    ['references', `<a>${'&amp;'.repeat(1e6)}`],
    ['hyphens in a comment', `<a><!--${'-x'.repeat(25e5)}`],
    ['brackets in character data', `<a><![CDATA[${']x'.repeat(25e5)}`],
    ['entities in a document type', `<!DOCTYPE a [${'<!ENTITY b "c">'.repeat(3e5)}]><a/>`],
    ['attributes', `<a ${'b="" '.repeat(1e6)}/>`],
  ])('five million characters of %s are read once: a reader that goes back over them would not end', (_, source) => {
    expect(messageOf(source)).not.toBe('');
  });
});

describe('whatever tree is written comes back', () => {
  const name = fc.constantFrom('a', 'ID', 'Ünïcode', '_x.y-1', '__proto__');
  const namespace = fc.constantFrom('', 'urn:one', 'urn:two');
  const characters = fc.string({ unit: fc.constantFrom(...'ab <>&"\'é€😀\n\t]', ']]>', '&amp;', '--'), maxLength: 12 });
  const { tree } = fc.letrec<{ tree: Plain & { namespace: string } }>((tie) => ({
    tree: fc.record({
      namespace,
      name,
      attributes: fc.dictionary(fc.constantFrom('x', 'schemeID'), characters, { maxKeys: 2 }),
      text: characters,
      children: fc.oneof(
        { maxDepth: 4 },
        fc.constant<(Plain & { namespace: string })[]>([]),
        fc.array(tie('tree'), { maxLength: 3 }),
      ),
    }),
  }));

  function write(node: Plain & { namespace?: string }, style: number): string {
    const { namespace = '', name, attributes, text, children } = node;
    const prefixed = namespace !== '' && style % 2 === 0;
    const tag = prefixed ? `p${style}:${name}` : name;
    const declaration = prefixed ? ` xmlns:p${style}="${namespace}"` : ` xmlns='${namespace}'`;
    const values = Object.entries(attributes).map(([key, value]) => `\n${key} = "${escaped(value)}"`);
    const content = style % 3 === 0 && !text.includes(']]>') ? `<![CDATA[${text}]]>` : escaped(text);
    const inner = children.map((child) => write(child, style + 1)).join('<!-- - -->');
    return `<${tag}${declaration}${values.join('')}>${content}${inner}</${tag}\n>`;
  }

  function escaped(text: string): string {
    return text.replace(/[&<>"\n\t]/g, (character) => `&#${character.charCodeAt(0)};`);
  }

  function expected({ namespace = '', ...node }: Plain & { namespace?: string }): Plain {
    const name = namespace ? `{${namespace}}${node.name}` : node.name;
    return { ...node, attributes: { ...node.attributes }, name, children: node.children.map(expected) };
  }

  test('for any prefixes, quoting and character data', () => {
    fc.assert(
      fc.property(tree, fc.nat(5), (node, style) => {
        expect(plain(parseXml(write(node, style)))).toEqual(expected(node));
      }),
      { numRuns: 300 },
    );
  });
});
