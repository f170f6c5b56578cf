import { isCivilDate } from '../../ladder/time/civil.ts';
import { pathOf, textOf } from './elements.ts';
import { UblError } from './ubl-error.ts';
import type { XmlElement } from './xml.ts';
import { excerpt } from './xml-error.ts';

/** An XML Schema date: the day, and perhaps a time zone that does not change which day is meant. */
const XSD_DATE = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?$/;

/** The day in an element as YYYY-MM-DD, null where the element is missing or empty. */
export function readDate(element: XmlElement | null): string | null {
  const text = element ? textOf(element) : '';
  if (!element || text === '') return null;
  const day = XSD_DATE.exec(text)?.[1];
  if (day === undefined || !isCivilDate(day)) {
    throw new UblError(`${pathOf(element)} holds "${excerpt(text)}", which is not a date: write it as 2026-03-31.`);
  }
  return day;
}
