/** Fields for numbers of one kind each. */
import { useLingui } from '@lingui/react/macro';
import { parseAmount } from '../../ladder/money.ts';
import { useLanguage } from '../app/said.ts';
import { TypedField, type TypedFieldProps } from './typed-field.tsx';

type Given<Value> = Omit<TypedFieldProps<Value>, 'read' | 'write' | 'wrong' | 'inputMode' | 'size'>;

export interface WholeNumberProps extends Given<number> {
  least: number;
  most: number;
}

/** A whole number within bounds. */
export function WholeNumber({ least, most, ...props }: WholeNumberProps) {
  const { t } = useLingui();
  return (
    <TypedField
      {...props}
      inputMode="numeric"
      wrong={t`Fill in a whole number from ${least} to ${most}.`}
      read={(text) => {
        if (!/^\s*[-+−]?\d{1,7}\s*$/.test(text)) return null;
        const number = Number(text.replace('−', '-'));
        return least <= number && number <= most ? number : null;
      }}
      write={String}
    />
  );
}

/** An amount in euros; the value in cents. */
export function Euros(props: Given<number>) {
  const { t } = useLingui();
  const comma = useLanguage() === 'nl';
  return (
    <TypedField
      {...props}
      inputMode="decimal"
      wrong={comma ? t`Fill in an amount such as 2500,00.` : t`Fill in an amount such as 2500.00.`}
      read={(text) => parseAmount(text.trim().replace(',', '.'))}
      write={(cents) => (cents / 100).toFixed(2).replace('.', comma ? ',' : '.')}
    />
  );
}

/** A percentage; the value in hundredths of a percent. */
export function Percent(props: Given<number>) {
  const { t } = useLingui();
  const comma = useLanguage() === 'nl';
  return (
    <TypedField
      {...props}
      inputMode="decimal"
      wrong={t`Fill in a percentage from 0.01 to 100.`}
      read={(text) => {
        if (!/^\s*\d{1,3}([.,]\d{1,2})?\s*$/.test(text)) return null;
        const hundredths = Math.round(Number(text.replace(',', '.')) * 100);
        return 1 <= hundredths && hundredths <= 10_000 ? hundredths : null;
      }}
      write={(hundredths) => String(hundredths / 100).replace('.', comma ? ',' : '.')}
    />
  );
}

/** A time of the day, `HH:MM`. */
export function Hour(props: Given<string>) {
  const { t } = useLingui();
  return (
    <TypedField
      {...props}
      size="hour"
      wrong={t`Fill in a time such as 09:00.`}
      read={(text) => {
        const [, hour, minute] = /^\s*([01]?\d|2[0-3])[:.]([0-5]\d)\s*$/.exec(text) ?? [];
        return hour && minute ? `${hour.padStart(2, '0')}:${minute}` : null;
      }}
      write={(time) => time}
    />
  );
}
