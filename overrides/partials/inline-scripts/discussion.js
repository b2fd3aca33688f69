{#- After a reader has signed in to discuss: loads the site bundle, which shows the discussion (assets/discussion/discussion.js). -#}
afterPaint(() => {
  if (/[?&]giscus=/.test(location.search)) loadBundle(document.querySelector(".discussion button"))
})
