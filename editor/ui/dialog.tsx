import { Trans } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Button } from './button.tsx';
import styles from './dialog.module.css';

export interface DialogProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** `alertdialog` where something is lost by going on. */
  role?: 'dialog' | 'alertdialog';
  width?: 's' | 'm' | 'l';
  children: ReactNode;
  /** The button for what the dialog is for; “Cancel” stands before it. */
  action?: ReactNode;
  /** The buttons at its foot, where they are others than these two. */
  buttons?: ReactNode;
}

export function Dialog({
  title,
  isOpen,
  onClose,
  role = 'dialog',
  width = 's',
  children,
  action,
  buttons,
}: DialogProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={role === 'dialog'}
      className={styles.scrim!}
    >
      <Modal className={`${styles.modal} ${styles[width]}`}>
        <AriaDialog role={role} className={styles.dialog!}>
          <Heading slot="title" level={2}>
            {title}
          </Heading>
          <div className={styles.body}>{children}</div>
          {(action || buttons) && (
            <div className={styles.buttons}>
              {action && (
                <Button onPress={onClose}>
                  <Trans>Cancel</Trans>
                </Button>
              )}
              {action ?? buttons}
            </div>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
