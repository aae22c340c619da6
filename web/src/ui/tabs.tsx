// Tabs with arrow keys; the open one may stand in the address.
import { Tabs as Kit } from '@base-ui/react/tabs'
import type { ReactNode } from 'react'

interface TabsProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly tabs: readonly { readonly value: string; readonly title: ReactNode; readonly content: () => ReactNode }[]
}

export function Tabs({ label, value, onChange, tabs }: TabsProps) {
  return (
    <Kit.Root value={value} onValueChange={(next) => onChange(String(next))}>
      <Kit.List className="tabs-list" aria-label={label}>
        {tabs.map((tab) => (
          <Kit.Tab key={tab.value} value={tab.value} className="tab">
            {tab.title}
          </Kit.Tab>
        ))}
      </Kit.List>
      {tabs.map((tab) => (
        <Kit.Panel key={tab.value} value={tab.value} className="tab-panel">
          {tab.value === value && tab.content()}
        </Kit.Panel>
      ))}
    </Kit.Root>
  )
}
