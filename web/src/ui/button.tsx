// Buttons, and links that look like them.
import type { ComponentProps, ReactNode } from 'react'
import { Link } from 'wouter'
import { Icon, type IconName } from './icon.tsx'

type Look = 'normal' | 'primary' | 'danger' | 'quiet'

interface ButtonProps extends Omit<ComponentProps<'button'>, 'type'> {
  readonly look?: Look
  readonly small?: boolean
  readonly icon?: IconName
  readonly submit?: boolean
}

const classOf = (look: Look, small: boolean): string =>
  `button${look === 'normal' ? '' : ` ${look}`}${small ? ' small' : ''}`

export function Button({ look = 'normal', small = false, icon, submit = false, children, ...rest }: ButtonProps) {
  return (
    <button type={submit ? 'submit' : 'button'} className={classOf(look, small)} {...rest}>
      {icon !== undefined && <Icon name={icon} size={small ? 16 : 18} />}
      {children}
    </button>
  )
}

interface ButtonLinkProps {
  readonly to: string
  readonly look?: Look
  readonly small?: boolean
  readonly children: ReactNode
}

/** Goes to another page of the client. */
export function ButtonLink({ to, look = 'normal', small = false, children }: ButtonLinkProps) {
  return (
    <Link href={to} className={classOf(look, small)}>
      {children}
    </Link>
  )
}

interface DownloadProps {
  readonly href: string
  readonly name?: string
  readonly look?: Look
  readonly small?: boolean
  readonly children: ReactNode
}

/** Saves a file of the server. */
export function DownloadLink({ href, name, look = 'normal', small = false, children }: DownloadProps) {
  return (
    <a href={href} download={name ?? ''} className={classOf(look, small)}>
      {children}
    </a>
  )
}
