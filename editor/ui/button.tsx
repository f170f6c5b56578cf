import type { ReactNode } from 'react';
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Tooltip,
  TooltipTrigger,
} from 'react-aria-components';
import styles from './button.module.css';

export interface ButtonProps extends Omit<AriaButtonProps, 'className' | 'style' | 'children'> {
  kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  size?: 'm' | 's';
  children: ReactNode;
}

/** One per screen is `primary`: what the screen is for. */
export function Button({ kind = 'plain', size = 'm', ...props }: ButtonProps) {
  return <AriaButton {...props} className={`${styles.button} ${styles[kind]} ${styles[size]}`} />;
}

export interface IconButtonProps extends Omit<ButtonProps, 'children'> {
  /** What it does: its name, and its tooltip. */
  label: string;
  /** How it is done by keyboard, shown in the tooltip. */
  shortcut?: string | undefined;
  children: ReactNode;
}

export function IconButton({ label, shortcut, kind = 'quiet', size = 'm', ...props }: IconButtonProps) {
  return (
    <TooltipTrigger delay={500}>
      <AriaButton
        {...props}
        aria-label={label}
        className={`${styles.button} ${styles.icon} ${styles[kind]} ${styles[size]}`}
      />
      <Tooltip offset={6} className={styles.tooltip!}>
        {label}
        {shortcut && <kbd>{shortcut}</kbd>}
      </Tooltip>
    </TooltipTrigger>
  );
}
