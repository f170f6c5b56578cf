/**
 * What letters use of pdfmake 0.3, as https://pdfmake.github.io/docs describes it. The types of DefinitelyTyped would bring
 * the browser's own (`lib="dom"`) into all of our code. Sizes and places are in points.
 */
declare module 'pdfmake' {
  type Margins = [left: number, top: number, right: number, bottom: number];

  interface Style {
    fontSize?: number;
    lineHeight?: number;
    bold?: boolean;
    color?: string;
    alignment?: 'left' | 'right' | 'center';
    noWrap?: boolean;
    margin?: Margins;
  }

  interface Placing {
    absolutePosition?: { x: number; y: number };
    /** A block that is higher than a page loses what does not fit its first: see that none is. */
    unbreakable?: boolean;
    /** Of a column. */
    width?: number | '*';
  }

  interface Line {
    type: 'line';
    x1: number;
    y1: number;
    x2: number;
    y2: number;
    lineWidth: number;
    lineColor: string;
  }

  interface TableLayout {
    hLineWidth: (line: number) => number;
    vLineWidth: (line: number) => number;
    hLineColor?: (line: number) => string;
    vLineColor?: (line: number) => string;
    paddingLeft: () => number;
    paddingRight: () => number;
    paddingTop: () => number;
    paddingBottom: () => number;
  }

  interface Table {
    widths: (number | '*')[];
    headerRows?: number;
    keepWithHeaderRows?: number;
    /** A row that is higher than a page loses what does not fit its first. */
    dontBreakRows?: boolean;
    body: Content[][];
  }

  export type Content = Style &
    Placing &
    (
      | { text: string }
      | { stack: Content[] }
      | { columns: Content[]; columnGap?: number }
      | { ul: string[]; markerColor?: string }
      | { table: Table; layout: TableLayout }
      | { canvas: Line[] }
      | { svg: string }
    );

  export interface DocumentDefinition {
    pageSize: 'A4';
    pageMargins: Margins;
    content: Content[];
    header: (page: number) => Content | null;
    footer: (page: number, pages: number) => Content;
    defaultStyle: Style & { font: string };
    version: '1.7';
    displayTitle: boolean;
    /** Of the text, for readers that read aloud. */
    language: string;
    info: { title: string; author: string; creator: string; producer: string; creationDate: Date };
  }

  interface Pdfmake {
    setFonts(fonts: Record<string, { normal: string; bold: string }>): void;
    /** Both ask about each address or path that is to be read, and read it when the answer is true. */
    setUrlAccessPolicy(allows: (url: string) => boolean): void;
    setLocalAccessPolicy(allows: (path: string) => boolean): void;
    createPdf(definition: DocumentDefinition): { getBuffer(): Promise<Buffer> };
  }

  const pdfmake: Pdfmake;
  export default pdfmake;
}
