"""Job: the verbs that look at the program itself: doctor, the check of a new version, air gap, diagnostics.

May import: worker, store, assist, bundle, export, core; of services context, models, measure, recording, vault.
Must not: mend what it finds, tell a word of a document.
Entry points: diagnose.doctor, program_check, airgap.airgap, airgap_page.file_airgap, diagnostics.save.
"""
