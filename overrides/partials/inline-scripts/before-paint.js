{#- Before the page is painted: sets light or dark as the reader chose. Without storage (private windows) the system decides.
    (scripts/publishing/critical_css.py finds in scripts the names that styles select by, so they are written as in CSS:
    data-theme.)
    All other scripts run afterPaint: in the second frame, when the first is shown, so that none delays it. -#}
try { document.documentElement.setAttribute("data-theme", localStorage.getItem("theme") ?? "") } catch {}
afterPaint = run => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)))
