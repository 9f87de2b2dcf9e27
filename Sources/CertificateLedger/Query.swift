/// One statement of `sql/`, embedded in the program.
struct Query: Sendable {
    /// The statement as its file has it, comments included.
    let sql: String

    init(_ bytes: [UInt8]) {
        sql = String(decoding: bytes, as: UTF8.self)
    }
}

// Every file of sql/queries by its name; a test holds the list against the folder.
extension Query {
    static var accountUnowned: Query { Query(PackageResources.account_unowned_sql) }
    static var accountWaiting: Query { Query(PackageResources.account_waiting_sql) }
    static var alarmTold: Query { Query(PackageResources.alarm_told_sql) }
    static var apiCallBegin: Query { Query(PackageResources.api_call_begin_sql) }
    static var apiCallCounts: Query { Query(PackageResources.api_call_counts_sql) }
    static var apiCallEnd: Query { Query(PackageResources.api_call_end_sql) }
    static var certificateActivated: Query { Query(PackageResources.certificate_activated_sql) }
    static var certificateAdopt: Query { Query(PackageResources.certificate_adopt_sql) }
    static var certificateBought: Query { Query(PackageResources.certificate_bought_sql) }
    static var certificateCount: Query { Query(PackageResources.certificate_count_sql) }
    static var certificateCurrent: Query { Query(PackageResources.certificate_current_sql) }
    static var certificateDetails: Query { Query(PackageResources.certificate_details_sql) }
    static var certificateExpect: Query { Query(PackageResources.certificate_expect_sql) }
    static var certificateFind: Query { Query(PackageResources.certificate_find_sql) }
    static var certificateIssued: Query { Query(PackageResources.certificate_issued_sql) }
    static var certificateNeedingDetails: Query {
        Query(PackageResources.certificate_needing_details_sql)
    }
    static var certificateNewest: Query { Query(PackageResources.certificate_newest_sql) }
    static var certificateNotEnrolledCount: Query {
        Query(PackageResources.certificate_not_enrolled_count_sql)
    }
    static var certificateRevocable: Query { Query(PackageResources.certificate_revocable_sql) }
    static var certificateRevokeAsked: Query {
        Query(PackageResources.certificate_revoke_asked_sql)
    }
    static var certificateRevokeRefused: Query {
        Query(PackageResources.certificate_revoke_refused_sql)
    }
    static var certificateRevoked: Query { Query(PackageResources.certificate_revoked_sql) }
    static var certificateReadAgain: Query { Query(PackageResources.certificate_read_again_sql) }
    static var certificateReplaced: Query { Query(PackageResources.certificate_replaced_sql) }
    static var certificateSettled: Query { Query(PackageResources.certificate_settled_sql) }
    static var certificateSubmitted: Query { Query(PackageResources.certificate_submitted_sql) }
    static var certificateSuperseded: Query { Query(PackageResources.certificate_superseded_sql) }
    static var customerRequestInsert: Query { Query(PackageResources.customer_request_insert_sql) }
    static var customerRequestUnused: Query { Query(PackageResources.customer_request_unused_sql) }
    static var customerRequestUsed: Query { Query(PackageResources.customer_request_used_sql) }
    static var customerRequestWithdraw: Query {
        Query(PackageResources.customer_request_withdraw_sql)
    }
    static var deploymentAgain: Query { Query(PackageResources.deployment_again_sql) }
    static var deploymentDone: Query { Query(PackageResources.deployment_done_sql) }
    static var deploymentDrop: Query { Query(PackageResources.deployment_drop_sql) }
    static var deploymentFailed: Query { Query(PackageResources.deployment_failed_sql) }
    static var deploymentInsert: Query { Query(PackageResources.deployment_insert_sql) }
    static var deploymentOvertake: Query { Query(PackageResources.deployment_overtake_sql) }
    static var deploymentPending: Query { Query(PackageResources.deployment_pending_sql) }
    static var eventInsert: Query { Query(PackageResources.event_insert_sql) }
    static var eventNewest: Query { Query(PackageResources.event_newest_sql) }
    static var issuanceBackToPrepared: Query {
        Query(PackageResources.issuance_back_to_prepared_sql)
    }
    static var issuanceAttend: Query { Query(PackageResources.issuance_attend_sql) }
    static var issuanceChoose: Query { Query(PackageResources.issuance_choose_sql) }
    static var issuanceDelay: Query { Query(PackageResources.issuance_delay_sql) }
    static var issuanceFind: Query { Query(PackageResources.issuance_find_sql) }
    static var issuanceFinish: Query { Query(PackageResources.issuance_finish_sql) }
    static var issuanceFollow: Query { Query(PackageResources.issuance_follow_sql) }
    static var issuanceLargestVersion: Query {
        Query(PackageResources.issuance_largest_version_sql)
    }
    static var issuanceOpen: Query { Query(PackageResources.issuance_open_sql) }
    static var issuancePublished: Query { Query(PackageResources.issuance_published_sql) }
    static var issuancePlan: Query { Query(PackageResources.issuance_plan_sql) }
    static var issuancePrepare: Query { Query(PackageResources.issuance_prepare_sql) }
    static var issuanceSubmit: Query { Query(PackageResources.issuance_submit_sql) }
    static var issuanceSubmitted: Query { Query(PackageResources.issuance_submitted_sql) }
    static var issuanceUnknown: Query { Query(PackageResources.issuance_unknown_sql) }
    static var issuanceWait: Query { Query(PackageResources.issuance_wait_sql) }
    static var keyKnown: Query { Query(PackageResources.key_known_sql) }
    static var keyReusable: Query { Query(PackageResources.key_reusable_sql) }
    static var listApply: Query { Query(PackageResources.list_apply_sql) }
    static var listChangeClear: Query { Query(PackageResources.list_change_clear_sql) }
    static var listChangeInsert: Query { Query(PackageResources.list_change_insert_sql) }
    static var listLiveCounts: Query { Query(PackageResources.list_live_counts_sql) }
    static var listMissing: Query { Query(PackageResources.list_missing_sql) }
    static var listMissingAny: Query { Query(PackageResources.list_missing_any_sql) }
    static var listProducts: Query { Query(PackageResources.list_products_sql) }
    static var listProgressEnd: Query { Query(PackageResources.list_progress_end_sql) }
    static var listProgressFind: Query { Query(PackageResources.list_progress_find_sql) }
    static var listProgressNext: Query { Query(PackageResources.list_progress_next_sql) }
    static var listProgressOthers: Query { Query(PackageResources.list_progress_others_sql) }
    static var listProgressStart: Query { Query(PackageResources.list_progress_start_sql) }
    static var listReappeared: Query { Query(PackageResources.list_reappeared_sql) }
    static var listRowUnchanged: Query { Query(PackageResources.list_row_unchanged_sql) }
    static var listSiblings: Query { Query(PackageResources.list_siblings_sql) }
    static var listSeenClear: Query { Query(PackageResources.list_seen_clear_sql) }
    static var listSeenClearAll: Query { Query(PackageResources.list_seen_clear_all_sql) }
    static var listSeenInsert: Query { Query(PackageResources.list_seen_insert_sql) }
    static var moduleBalance: Query { Query(PackageResources.module_balance_sql) }
    static var moduleEnvironment: Query { Query(PackageResources.module_environment_sql) }
    static var moduleFind: Query { Query(PackageResources.module_find_sql) }
    static var moduleInsert: Query { Query(PackageResources.module_insert_sql) }
    static var moduleListed: Query { Query(PackageResources.module_listed_sql) }
    static var moduleUse: Query { Query(PackageResources.module_use_sql) }
    static var paidPeriodActivated: Query { Query(PackageResources.paid_period_activated_sql) }
    static var paidPeriodBought: Query { Query(PackageResources.paid_period_bought_sql) }
    static var paidPeriodChain: Query { Query(PackageResources.paid_period_chain_sql) }
    static var paidPeriodEnd: Query { Query(PackageResources.paid_period_end_sql) }
    static var paidPeriodInsert: Query { Query(PackageResources.paid_period_insert_sql) }
    static var paidPeriodObserve: Query { Query(PackageResources.paid_period_observe_sql) }
    static var paidPeriodWaiting: Query { Query(PackageResources.paid_period_waiting_sql) }
    static var priceClear: Query { Query(PackageResources.price_clear_sql) }
    static var priceFind: Query { Query(PackageResources.price_find_sql) }
    static var priceKeep: Query { Query(PackageResources.price_keep_sql) }
    static var priceReadAt: Query { Query(PackageResources.price_read_at_sql) }
    static var purchaseBegin: Query { Query(PackageResources.purchase_begin_sql) }
    static var purchaseBought: Query { Query(PackageResources.purchase_bought_sql) }
    static var purchaseFind: Query { Query(PackageResources.purchase_find_sql) }
    static var purchaseList: Query { Query(PackageResources.purchase_list_sql) }
    static var purchaseOfReference: Query { Query(PackageResources.purchase_of_reference_sql) }
    static var purchaseOutcome: Query { Query(PackageResources.purchase_outcome_sql) }
    static var runBegin: Query { Query(PackageResources.run_begin_sql) }
    static var runEnd: Query { Query(PackageResources.run_end_sql) }
    static var runInterval: Query { Query(PackageResources.run_interval_sql) }
    static var runOutcomeInsert: Query { Query(PackageResources.run_outcome_insert_sql) }
    static var servedExposed: Query { Query(PackageResources.served_exposed_sql) }
    static var servedOf: Query { Query(PackageResources.served_of_sql) }
    static var servedOldest: Query { Query(PackageResources.served_oldest_sql) }
    static var servedRemove: Query { Query(PackageResources.served_remove_sql) }
    static var servedSave: Query { Query(PackageResources.served_save_sql) }
    static var servedWaiting: Query { Query(PackageResources.served_waiting_sql) }
    static var servedWatchFind: Query { Query(PackageResources.served_watch_find_sql) }
    static var servedWatchLooked: Query { Query(PackageResources.served_watch_looked_sql) }
    static var servedWatchOf: Query { Query(PackageResources.served_watch_of_sql) }
    static var servedWatchTargets: Query { Query(PackageResources.served_watch_targets_sql) }
    static var subscriptionBackoff: Query { Query(PackageResources.subscription_backoff_sql) }
    static var subscriptionConsidered: Query { Query(PackageResources.subscription_considered_sql) }
    static var subscriptionCounts: Query { Query(PackageResources.subscription_counts_sql) }
    static var subscriptionCustody: Query { Query(PackageResources.subscription_custody_sql) }
    static var subscriptionChoose: Query { Query(PackageResources.subscription_choose_sql) }
    static var subscriptionEdit: Query { Query(PackageResources.subscription_edit_sql) }
    static var subscriptionFind: Query { Query(PackageResources.subscription_find_sql) }
    static var subscriptionFolderTaken: Query {
        Query(PackageResources.subscription_folder_taken_sql)
    }
    static var subscriptionInsert: Query { Query(PackageResources.subscription_insert_sql) }
    static var subscriptionLevel: Query { Query(PackageResources.subscription_level_sql) }
    static var subscriptionLookup: Query { Query(PackageResources.subscription_lookup_sql) }
    static var subscriptionNames: Query { Query(PackageResources.subscription_names_sql) }
    static var subscriptionOfName: Query { Query(PackageResources.subscription_of_name_sql) }
    static var subscriptionOrdered: Query { Query(PackageResources.subscription_ordered_sql) }
    static var subscriptionOrganisation: Query {
        Query(PackageResources.subscription_organisation_sql)
    }
    static var subscriptionPoint: Query { Query(PackageResources.subscription_point_sql) }
    static var subscriptionProduct: Query { Query(PackageResources.subscription_product_sql) }
    static var subscriptionWidestWindow: Query {
        Query(PackageResources.subscription_widest_window_sql)
    }
    static var taskClose: Query { Query(PackageResources.task_close_sql) }
    static var taskReword: Query { Query(PackageResources.task_reword_sql) }
    static var taskOpenCauses: Query { Query(PackageResources.task_open_causes_sql) }
    static var taskOpen: Query { Query(PackageResources.task_open_sql) }
    static var validationInsert: Query { Query(PackageResources.validation_insert_sql) }
    static var validationLeftover: Query { Query(PackageResources.validation_leftover_sql) }
    static var validationList: Query { Query(PackageResources.validation_list_sql) }
    static var issuanceNotNudged: Query { Query(PackageResources.issuance_not_nudged_sql) }
    static var validationPublishing: Query {
        Query(PackageResources.validation_publishing_sql)
    }
    static var validationNotRemoved: Query {
        Query(PackageResources.validation_not_removed_sql)
    }
    static var validationPublished: Query { Query(PackageResources.validation_published_sql) }
    static var validationReplace: Query { Query(PackageResources.validation_replace_sql) }
    static var validationReplaced: Query { Query(PackageResources.validation_replaced_sql) }
    static var validationSeen: Query { Query(PackageResources.validation_seen_sql) }
    static var validationRemoved: Query { Query(PackageResources.validation_removed_sql) }
    static var versionList: Query { Query(PackageResources.version_list_sql) }
    static var versionOfSubscription: Query { Query(PackageResources.version_of_subscription_sql) }
    static var versionRemovable: Query { Query(PackageResources.version_removable_sql) }
    static var versionRemoved: Query { Query(PackageResources.version_removed_sql) }
}

// The care of tasks.
extension Query {
    static var taskCauseGone: Query { Query(PackageResources.task_cause_gone_sql) }
    static var taskCauseLasting: Query { Query(PackageResources.task_cause_lasting_sql) }
    static var taskCloseByHand: Query { Query(PackageResources.task_close_by_hand_sql) }
    static var taskFind: Query { Query(PackageResources.task_find_sql) }
    static var taskIsOpen: Query { Query(PackageResources.task_is_open_sql) }
    static var taskList: Query { Query(PackageResources.task_list_sql) }
    static var taskSilent: Query { Query(PackageResources.task_silent_sql) }
    static var taskTake: Query { Query(PackageResources.task_take_sql) }
    static var taskUnownedGone: Query { Query(PackageResources.task_unowned_gone_sql) }
    static var taskVerified: Query { Query(PackageResources.task_verified_sql) }
}

// The check of the ledger.
extension Query {
    static var checkCurrent: Query { Query(PackageResources.check_current_sql) }
    static var checkIssuance: Query { Query(PackageResources.check_issuance_sql) }
    static var checkPeriodOverlap: Query { Query(PackageResources.check_period_overlap_sql) }
    static var checkVersion: Query { Query(PackageResources.check_version_sql) }
    static var checkWatch: Query { Query(PackageResources.check_watch_sql) }
    static var subscriptionCount: Query { Query(PackageResources.subscription_count_sql) }
}

// What people decide about subscriptions.
extension Query {
    static var paidPeriodBeside: Query { Query(PackageResources.paid_period_beside_sql) }
    static var paidPeriodCorrect: Query { Query(PackageResources.paid_period_correct_sql) }
    static var subscriptionKeep: Query { Query(PackageResources.subscription_keep_sql) }
    static var subscriptionKept: Query { Query(PackageResources.subscription_kept_sql) }
}

// The account, for enrolment from it.
extension Query {
    static var accountRow: Query { Query(PackageResources.account_row_sql) }
    static var subscriptionHosts: Query { Query(PackageResources.subscription_hosts_sql) }
}

// One subscription: what there is about it, and its certificates.
extension Query {
    static var certificateLink: Query { Query(PackageResources.certificate_link_sql) }
    static var certificateOfSubscription: Query {
        Query(PackageResources.certificate_of_subscription_sql)
    }
    static var showCertificate: Query { Query(PackageResources.show_certificate_sql) }
    static var showDeployment: Query { Query(PackageResources.show_deployment_sql) }
    static var showEvent: Query { Query(PackageResources.show_event_sql) }
    static var showIssuance: Query { Query(PackageResources.show_issuance_sql) }
    static var showPeriod: Query { Query(PackageResources.show_period_sql) }
    static var showServed: Query { Query(PackageResources.show_served_sql) }
    static var showSubscription: Query { Query(PackageResources.show_subscription_sql) }
    static var showTask: Query { Query(PackageResources.show_task_sql) }
}

// Who is told what, and what makes it necessary.
extension Query {
    static var apiCallFailing: Query { Query(PackageResources.api_call_failing_sql) }
    static var noticeAdopt: Query { Query(PackageResources.notice_adopt_sql) }
    static var noticeBlocked: Query { Query(PackageResources.notice_blocked_sql) }
    static var noticeByMail: Query { Query(PackageResources.notice_by_mail_sql) }
    static var noticeCharged: Query { Query(PackageResources.notice_charged_sql) }
    static var noticeClaim: Query { Query(PackageResources.notice_claim_sql) }
    static var noticeDependents: Query { Query(PackageResources.notice_dependents_sql) }
    static var noticeDoubt: Query { Query(PackageResources.notice_doubt_sql) }
    static var noticeFailed: Query { Query(PackageResources.notice_failed_sql) }
    static var noticeFailure: Query { Query(PackageResources.notice_failure_sql) }
    static var noticeHanding: Query { Query(PackageResources.notice_handing_sql) }
    static var noticeLeft: Query { Query(PackageResources.notice_left_sql) }
    static var noticeNews: Query { Query(PackageResources.notice_news_sql) }
    static var noticeNight: Query { Query(PackageResources.notice_night_sql) }
    static var noticeOf: Query { Query(PackageResources.notice_of_sql) }
    static var noticeOpen: Query { Query(PackageResources.notice_open_sql) }
    static var noticeOvertake: Query { Query(PackageResources.notice_overtake_sql) }
    static var noticePeriod: Query { Query(PackageResources.notice_period_sql) }
    static var noticeReceived: Query { Query(PackageResources.notice_received_sql) }
    static var noticeRun: Query { Query(PackageResources.notice_run_sql) }
    static var noticeSent: Query { Query(PackageResources.notice_sent_sql) }
    static var noticeShown: Query { Query(PackageResources.notice_shown_sql) }
    static var noticeSubject: Query { Query(PackageResources.notice_subject_sql) }
    static var noticeTask: Query { Query(PackageResources.notice_task_sql) }
    static var noticeTold: Query { Query(PackageResources.notice_told_sql) }
    static var noticeUnworded: Query { Query(PackageResources.notice_unworded_sql) }
    static var noticeWrong: Query { Query(PackageResources.notice_wrong_sql) }
    static var runStarted: Query { Query(PackageResources.run_started_sql) }
    static var subscriptionAnnounced: Query { Query(PackageResources.subscription_announced_sql) }
}
