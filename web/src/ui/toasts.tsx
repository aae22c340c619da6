// Short messages at the corner, some with a way back ("Undo").
import { Toast } from '@base-ui/react/toast'
import type { ReactNode } from 'react'

const manager = Toast.createToastManager()

/** Milliseconds that a message stays; one with a way back stays longer. */
const stay = { plain: 4000, undoable: 10_000 }

/** Tells something, wherever the person is by now. */
export function tell(text: string, way?: { readonly label: string; readonly act: () => void }): void {
  if (way === undefined) {
    manager.add({ description: text, timeout: stay.plain })
    return
  }
  const id = manager.add({
    description: text,
    timeout: stay.undoable,
    actionProps: {
      children: way.label,
      onClick: () => {
        manager.close(id)
        way.act()
      },
    },
  })
}

function List() {
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root key={toast.id} toast={toast} className="toast" swipeDirection={[]}>
      <Toast.Description className="text" />
      <Toast.Action />
    </Toast.Root>
  ))
}

export function ToastProvider({ children }: { readonly children: ReactNode }) {
  return (
    <Toast.Provider toastManager={manager}>
      {children}
      <Toast.Portal>
        <Toast.Viewport className="toasts">
          <List />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  )
}
