// A dialog over the page: focus stays inside, Escape closes, focus returns.
import { Dialog as Kit } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: ReactNode
  readonly children: ReactNode
}

export function Dialog({ open, onClose, title, children }: DialogProps) {
  return (
    <Kit.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Kit.Portal>
        <Kit.Backdrop className="backdrop" />
        <Kit.Popup className="dialog">
          <Kit.Title>{title}</Kit.Title>
          {children}
        </Kit.Popup>
      </Kit.Portal>
    </Kit.Root>
  )
}
