/** The line to the mail server: knows of every mail how far it came, and cuts some in the middle. */
import { Line, type Link } from './line.ts';

/** One conversation with the mail server. */
export interface MailTrip {
  link: Link;
  /** Once its text began. */
  messageId: string | null;
  /** The server said that it will take a text. */
  textAsked: boolean;
  /** The server's word on the text, once it was passed on: its code, and when. */
  answer: number | null;
  answeredAt: number | null;
}

/** Where a mail is cut: within its text, or when the server has it and its answer is on the way. */
type MailCut = 'in the text' | 'before the answer';

export class MailLine {
  readonly trips: MailTrip[] = [];
  readonly #trips = new Map<Link, MailTrip>();
  readonly #cuts: MailCut[] = [];
  line!: Line;
  /** Mails cut at each place. */
  readonly cutAt: Record<MailCut, number> = { 'in the text': 0, 'before the answer': 0 };

  static async to(port: number): Promise<MailLine> {
    const line = new MailLine();
    line.line = await Line.to(port, (link, from, piece) => line.#watch(link, from, piece.toString('latin1')));
    return line;
  }

  get url(): string {
    return `smtp://127.0.0.1:${this.line.port}`;
  }

  /** Cuts the next mail there. */
  cutNext(where: MailCut): void {
    this.#cuts.push(where);
  }

  #watch(link: Link, from: 'client' | 'server', piece: string): 'pass' | 'cut' {
    const trip = this.#tripOf(link);
    if (from === 'server') {
      if (!trip.textAsked) {
        trip.textAsked = /^354/m.test(piece);
        return 'pass';
      }
      if (trip.answer !== null) return 'pass';
      if (this.#cuts[0] === 'before the answer') return this.#cutNow();
      trip.answer = Number(piece.slice(0, 3));
      trip.answeredAt = Date.now();
      return 'pass';
    }
    if (!trip.textAsked) return 'pass';
    trip.messageId ??= /^Message-ID: (\S+)/im.exec(piece)?.[1] ?? null;
    return this.#cuts[0] === 'in the text' ? this.#cutNow() : 'pass';
  }

  #cutNow(): 'cut' {
    this.cutAt[this.#cuts.shift()!]++;
    return 'cut';
  }

  #tripOf(link: Link): MailTrip {
    const known = this.#trips.get(link);
    if (known) return known;
    const trip: MailTrip = { link, messageId: null, textAsked: false, answer: null, answeredAt: null };
    this.#trips.set(link, trip);
    this.trips.push(trip);
    return trip;
  }
}
