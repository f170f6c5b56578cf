/** Nearer, farther, and all of it. */
import { useLingui } from '@lingui/react/macro';
import { useReactFlow } from '@xyflow/react';
import { Maximize, ZoomIn, ZoomOut } from 'lucide-react';
import { IconButton } from '../ui/button.tsx';
import styles from './zoom-bar.module.css';

const QUICK = { duration: 160 };

export function ZoomBar() {
  const { t } = useLingui();
  const flow = useReactFlow();
  return (
    <div className={styles.bar}>
      <IconButton label={t`Zoom out`} size="s" onPress={() => void flow.zoomOut(QUICK)}>
        <ZoomOut size={16} aria-hidden />
      </IconButton>
      <IconButton label={t`Zoom in`} size="s" onPress={() => void flow.zoomIn(QUICK)}>
        <ZoomIn size={16} aria-hidden />
      </IconButton>
      <IconButton
        label={t`Show the whole ladder`}
        size="s"
        onPress={() => void flow.fitView({ ...QUICK, padding: 0.05 })}
      >
        <Maximize size={16} aria-hidden />
      </IconButton>
    </div>
  );
}
